from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('shore', '0002_photo'),
    ]

    operations = [
        migrations.AddField(
            model_name='visit',
            name='weather',
            field=models.CharField(default='', max_length=40),
        ),
    ]
