from django.http import HttpResponse
from django.shortcuts import render

from people.forms import KeeperForm


def add_keeper(request):
    form = KeeperForm(request.POST or None)
    if form.is_valid():
        keeper = form.save()
        return HttpResponse('added %s\n' % keeper.user.username, content_type='text/plain')
    return render(request, 'add_keeper.html', {'form': form})
