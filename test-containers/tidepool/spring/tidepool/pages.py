from people.views import add_keeper
from shore.views import health, home, slow, visits

pages = [
    (r'^$', home),
    (r'^health/$', health),
    (r'^visits/$', visits),
    (r'^slow/$', slow),
    (r'^people/add/$', add_keeper),
]
