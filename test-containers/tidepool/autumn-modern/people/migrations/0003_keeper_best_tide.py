from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0002_keeper_phone'),
        ('shore', '0004_visit_tide'),
    ]

    operations = [
        migrations.AddField(
            model_name='keeper',
            name='best_tide',
            field=models.FloatField(null=True),
        ),
    ]
