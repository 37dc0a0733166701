from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("journal", "0002_the_whole_journal")]

    operations = [
        migrations.AddField(model_name="reminder", name="asked_on", field=models.DateField(null=True)),
    ]
