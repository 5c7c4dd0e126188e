"""How one process serves everything: pages, sockets, jobs and the timetable."""
