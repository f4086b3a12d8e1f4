from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='keeper',
            name='phone',
            field=models.CharField(default='', max_length=30),
        ),
    ]
