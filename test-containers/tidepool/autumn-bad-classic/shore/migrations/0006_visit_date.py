from south.db import db
from south.v2 import SchemaMigration
from django.db import models


class Migration(SchemaMigration):

    def forwards(self, orm):
        # Adding field 'Visit.checked'
        db.add_column('shore_visit', 'checked',
                      self.gf('django.db.models.fields.BooleanField')(default=False),
                      keep_default=False)

        # One visit has no date: a strict database refuses this, and has kept the column by then.
        db.alter_column('shore_visit', 'date', self.gf('django.db.models.fields.DateField')())


    def backwards(self, orm):
        db.alter_column('shore_visit', 'date', self.gf('django.db.models.fields.DateField')(null=True))

        # Deleting field 'Visit.checked'
        db.delete_column('shore_visit', 'checked')


    models = {
        'shore.photo': {
            'Meta': {'object_name': 'Photo'},
            'caption': ('django.db.models.fields.CharField', [], {'default': "''", 'max_length': '120'}),
            'id': ('django.db.models.fields.AutoField', [], {'primary_key': 'True'}),
            'visit': ('django.db.models.fields.related.ForeignKey', [], {'to': "orm['shore.Visit']"})
        },
        'shore.site': {
            'Meta': {'object_name': 'Site'},
            'id': ('django.db.models.fields.AutoField', [], {'primary_key': 'True'}),
            'name': ('django.db.models.fields.CharField', [], {'max_length': '80'})
        },
        'shore.visit': {
            'Meta': {'object_name': 'Visit'},
            'checked': ('django.db.models.fields.BooleanField', [], {'default': 'False'}),
            'counted_by': ('django.db.models.fields.CharField', [], {'default': "''", 'max_length': '40'}),
            'date': ('django.db.models.fields.DateField', [], {}),
            'id': ('django.db.models.fields.AutoField', [], {'primary_key': 'True'}),
            'shells': ('django.db.models.fields.IntegerField', [], {'default': '0'}),
            'site': ('django.db.models.fields.related.ForeignKey', [], {'to': "orm['shore.Site']"}),
            'tide_height': ('django.db.models.fields.FloatField', [], {'null': 'True'}),
            'weather': ('django.db.models.fields.CharField', [], {'default': "''", 'max_length': '40'})
        }
    }

    complete_apps = ['shore']
