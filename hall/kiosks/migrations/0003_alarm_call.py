from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("kiosks", "0002_deposit_of_case"),
    ]

    operations = [
        migrations.AddField(
            model_name="alarm",
            name="call",
            field=models.TextField(default=""),
        ),
    ]
