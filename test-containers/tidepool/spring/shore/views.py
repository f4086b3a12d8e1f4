import time

import shelltally
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render

from shore import task_helpers
from shore.models import Visit


def home(request):
    visits = list(Visit.objects.all())
    return render(request, 'home.html', {
        'season': settings.SEASON,
        'shells': task_helpers.count_shells(visits),
        'tally': shelltally.total(visit.shells for visit in visits),
    })


def visits(request):
    return render(request, 'visits.html', {'visits': Visit.objects.order_by('id')})


def health(request):
    Visit.objects.count()
    return HttpResponse('ok %s\n' % settings.SEASON, content_type='text/plain')


def slow(request):
    seconds = float(request.GET.get('seconds', '10'))
    time.sleep(seconds)
    return HttpResponse('slept %s s\n' % seconds, content_type='text/plain')
