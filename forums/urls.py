"""Addresses of conversation; fixed in docs/interface.md."""

from django.urls import path

from forums.views import categories, posts, topics

app_name = "forums"
urlpatterns = [
    path("latest/", topics.listing, {"which": "latest"}, name="latest"),
    path("top/", topics.listing, {"which": "top"}, name="top"),
    path("unanswered/", topics.listing, {"which": "unanswered"}, name="unanswered"),
    path("c/", categories.categories, name="categories"),
    path("c/<slug:slug>/", categories.category, name="category"),
    path("c/<slug:slug>/new/", categories.new_topic, name="new_topic"),
    path("start/", categories.start, name="start"),
    path("tags/", categories.tags, name="tags"),
    path("tags/<slug:slug>/", categories.tag, name="tag"),
    path("preview/", topics.preview, name="preview"),
    path("t/<slug:slug>/<int:topic_id>/", topics.topic, name="topic"),
    path("t/<slug:slug>/<int:topic_id>/reply/", posts.reply, name="reply"),
    path("t/<slug:slug>/<int:topic_id>/edit/", topics.edit, name="edit_topic"),
    path("t/<slug:slug>/<int:topic_id>/manage/", topics.manage, name="manage_topic"),
    path("t/<slug:slug>/<int:topic_id>/after/<int:number>/", topics.after, name="after"),
    path("p/<int:post_id>/", posts.post, name="post"),
    path("p/<int:post_id>/peek/", posts.peek, name="peek"),
    path("p/<int:post_id>/history/", posts.history, name="history"),
    path("p/<int:post_id>/reactions/", posts.reactions, name="reactions"),
    path("p/<int:post_id>/react/", posts.react, name="react"),
    path("p/<int:post_id>/edit/", posts.edit, name="edit_post"),
    path("p/<int:post_id>/delete/", posts.delete, name="delete_post"),
    path("p/<int:post_id>/restore/", posts.restore, name="restore_post"),
]
