from django.conf.urls import patterns, url

from tidepool.pages import pages

urlpatterns = patterns('', *[url(pattern, view) for pattern, view in pages])
