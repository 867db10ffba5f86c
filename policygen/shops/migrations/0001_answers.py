import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import policygen.shops.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Activity",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("purpose", models.CharField(max_length=40)),
                ("data", models.JSONField(blank=True, default=list)),
                ("about", models.CharField(default="customers", max_length=40)),
                ("source", models.JSONField(blank=True, default=list)),
                ("basis", models.CharField(blank=True, default="", max_length=40)),
                ("interest", models.CharField(blank=True, default="", max_length=40)),
                (
                    "mandatory",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Yes"), ("no", "No"), ("unknown", "I don’t know")],
                        default="",
                        max_length=7,
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "verbose_name_plural": "activities",
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="RetentionPeriod",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("for", "For"), ("until", "Until"), ("criteria", "Criteria")],
                        max_length=8,
                    ),
                ),
                ("duration", models.CharField(blank=True, default="", max_length=40)),
                ("anchor", models.CharField(blank=True, default="", max_length=40)),
                ("until", models.CharField(blank=True, default="", max_length=40)),
                ("criteria", models.CharField(blank=True, default="", max_length=40)),
                ("why", models.JSONField(blank=True, default=list)),
                (
                    "activity",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="keep",
                        to="shops.activity",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Shop",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        default=policygen.shops.models.new_public_id,
                        editable=False,
                        max_length=16,
                        unique=True,
                    ),
                ),
                (
                    "owner_key",
                    models.CharField(blank=True, db_index=True, default="", max_length=64),
                ),
                ("created", models.DateTimeField(auto_now_add=True)),
                ("updated", models.DateTimeField(auto_now=True)),
                ("saved_steps", models.JSONField(blank=True, default=list)),
                ("languages", models.JSONField(blank=True, default=list)),
                ("effective", models.DateField(default=policygen.shops.models.today)),
                ("name", models.JSONField(blank=True, default=dict)),
                ("legal_name", models.JSONField(blank=True, default=dict)),
                ("form", models.CharField(blank=True, default="", max_length=40)),
                ("country", models.CharField(blank=True, default="", max_length=2)),
                ("region", models.CharField(blank=True, default="", max_length=6)),
                ("registration", models.CharField(blank=True, default="", max_length=300)),
                ("address", models.JSONField(blank=True, default=dict)),
                ("website", models.CharField(blank=True, default="", max_length=300)),
                ("email", models.CharField(blank=True, default="", max_length=300)),
                ("phone", models.CharField(blank=True, default="", max_length=300)),
                ("form_url", models.CharField(blank=True, default="", max_length=300)),
                (
                    "contact_account",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Yes"), ("no", "No"), ("unknown", "I don’t know")],
                        default="",
                        max_length=7,
                    ),
                ),
                (
                    "contact_chat",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Yes"), ("no", "No"), ("unknown", "I don’t know")],
                        default="",
                        max_length=7,
                    ),
                ),
                (
                    "contact_toll_free",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Yes"), ("no", "No"), ("unknown", "I don’t know")],
                        default="",
                        max_length=7,
                    ),
                ),
                ("security_email", models.CharField(blank=True, default="", max_length=300)),
                ("security_subject", models.CharField(blank=True, default="", max_length=300)),
                ("reply_days", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("reply_working", models.BooleanField(default=False)),
                ("dpo", models.JSONField(blank=True, default=dict)),
                ("eu_representative", models.JSONField(blank=True, default=dict)),
                ("uk_representative", models.JSONField(blank=True, default=dict)),
                ("offers", models.JSONField(blank=True, default=list)),
                ("minimum_age", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("children", models.CharField(blank=True, default="", max_length=40)),
                ("parental_consent", models.JSONField(blank=True, default=list)),
                (
                    "ccpa_revenue",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Yes"), ("no", "No"), ("unknown", "I don’t know")],
                        default="",
                        max_length=7,
                    ),
                ),
                (
                    "ccpa_consumers",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Yes"), ("no", "No"), ("unknown", "I don’t know")],
                        default="",
                        max_length=7,
                    ),
                ),
                (
                    "ccpa_selling",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Yes"), ("no", "No"), ("unknown", "I don’t know")],
                        default="",
                        max_length=7,
                    ),
                ),
                ("laws", models.JSONField(blank=True, default=None, null=True)),
                (
                    "cookie_banner",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Yes"), ("no", "No"), ("unknown", "I don’t know")],
                        default="",
                        max_length=7,
                    ),
                ),
                (
                    "cookie_settings_link",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Yes"), ("no", "No"), ("unknown", "I don’t know")],
                        default="",
                        max_length=7,
                    ),
                ),
                ("cookie_choice_kept", models.CharField(blank=True, default="", max_length=40)),
                ("local_storage", models.JSONField(blank=True, default=list)),
                (
                    "gpc",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("honoured", "Our site follows it"),
                            ("ignored", "Our site takes no notice of it"),
                            ("unknown", "I don’t know"),
                        ],
                        default="",
                        max_length=40,
                    ),
                ),
                (
                    "dnt",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("honoured", "Our site follows it"),
                            ("ignored", "Our site takes no notice of it"),
                            ("unknown", "I don’t know"),
                        ],
                        default="",
                        max_length=40,
                    ),
                ),
                ("not_collected", models.JSONField(blank=True, default=list)),
                (
                    "sells_data",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Yes"), ("no", "No"), ("unknown", "I don’t know")],
                        default="",
                        max_length=7,
                    ),
                ),
                (
                    "shares_for_ads",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Yes"), ("no", "No"), ("unknown", "I don’t know")],
                        default="",
                        max_length=7,
                    ),
                ),
                (
                    "automated",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("none", "No, people decide"),
                            ("some", "Yes, some decisions are made by machine alone"),
                        ],
                        default="",
                        max_length=40,
                    ),
                ),
                ("automated_logic", models.JSONField(blank=True, default=dict)),
                ("automated_effect", models.JSONField(blank=True, default=dict)),
                ("storage_where", models.JSONField(blank=True, default=list)),
                ("storage_by", models.JSONField(blank=True, default=list)),
                ("transfers_stated", models.BooleanField(default=False)),
                (
                    "transfers_scc",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Yes"), ("no", "No"), ("unknown", "I don’t know")],
                        default="",
                        max_length=7,
                    ),
                ),
                (
                    "transfers_on_request",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Yes"), ("no", "No"), ("unknown", "I don’t know")],
                        default="",
                        max_length=7,
                    ),
                ),
                ("security", models.JSONField(blank=True, default=list)),
                ("breach_hours", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "breach_people",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Yes"), ("no", "No"), ("unknown", "I don’t know")],
                        default="",
                        max_length=7,
                    ),
                ),
                ("rights_how", models.JSONField(blank=True, default=list)),
                ("rights_verify", models.JSONField(blank=True, default=list)),
                (
                    "rights_fee",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Yes"), ("no", "No"), ("unknown", "I don’t know")],
                        default="",
                        max_length=7,
                    ),
                ),
                (
                    "rights_agent",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Yes"), ("no", "No"), ("unknown", "I don’t know")],
                        default="",
                        max_length=7,
                    ),
                ),
                ("disclosures", models.JSONField(blank=True, default=list)),
                ("changes_notice", models.JSONField(blank=True, default=list)),
                (
                    "changes_in_advance",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Yes"), ("no", "No"), ("unknown", "I don’t know")],
                        default="",
                        max_length=7,
                    ),
                ),
                (
                    "changes_archive",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("public", "Yes, on the website"),
                            ("on_request", "Yes, when somebody asks"),
                            ("none", "No"),
                        ],
                        default="",
                        max_length=40,
                    ),
                ),
                ("links_out", models.JSONField(blank=True, default=list)),
                ("optional_sections", models.JSONField(blank=True, default=list)),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="shops",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "shop",
                "verbose_name_plural": "shops",
                "ordering": ["-updated", "-pk"],
            },
        ),
        migrations.AddField(
            model_name="activity",
            name="shop",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="activities",
                to="shops.shop",
            ),
        ),
        migrations.CreateModel(
            name="ShopTool",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.CharField(max_length=50)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "shop",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tools",
                        to="shops.shop",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ActivityTool",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="uses",
                        to="shops.activity",
                    ),
                ),
                (
                    "tool",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="uses",
                        to="shops.shoptool",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
            },
        ),
        migrations.AddField(
            model_name="activity",
            name="tools",
            field=models.ManyToManyField(
                related_name="activities", through="shops.ActivityTool", to="shops.shoptool"
            ),
        ),
        migrations.CreateModel(
            name="Market",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=6)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "shop",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="markets",
                        to="shops.shop",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("shop", "code"), name="market_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="CustomTool",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.CharField(max_length=50)),
                ("name", models.CharField(blank=True, default="", max_length=300)),
                ("group", models.CharField(blank=True, default="", max_length=40)),
                ("entity", models.CharField(blank=True, default="", max_length=300)),
                ("country", models.CharField(blank=True, default="", max_length=2)),
                ("role", models.CharField(blank=True, default="", max_length=40)),
                ("data", models.JSONField(blank=True, default=list)),
                ("policy_url", models.CharField(blank=True, default="", max_length=300)),
                (
                    "shop",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="custom_tools",
                        to="shops.shop",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("shop", "slug"), name="custom_tool_once")
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="shoptool",
            constraint=models.UniqueConstraint(fields=("shop", "slug"), name="tool_once"),
        ),
        migrations.AddConstraint(
            model_name="activitytool",
            constraint=models.UniqueConstraint(
                fields=("activity", "tool"), name="activity_tool_once"
            ),
        ),
    ]
