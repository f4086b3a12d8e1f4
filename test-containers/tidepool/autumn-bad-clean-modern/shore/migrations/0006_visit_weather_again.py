from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('shore', '0005_fill_counted_by'),
    ]

    operations = [
        # The column has been there since 0003: the first statement fails, nothing is changed.
        migrations.AddField(
            model_name='visit',
            name='weather_again',
            field=models.CharField(db_column='weather', default='', max_length=40),
        ),
    ]
