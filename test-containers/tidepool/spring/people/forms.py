from django import forms
from django.contrib.auth.models import User
from django.core.mail import send_mail

from people.models import Keeper


class KeeperForm(forms.Form):
    username = forms.CharField(max_length=30)
    email = forms.EmailField()

    def save(self):
        user = User(username=self.cleaned_data['username'], email=self.cleaned_data['email'], is_active=False)
        user.set_unusable_password()
        user.save()
        keeper = Keeper.objects.create(user=user)
        send_activation_mail(user)
        return keeper


def send_activation_mail(user):
    send_mail('Your account at Tidepool', 'Welcome to the shore, %s.' % user.username, None, [user.email])
