from south.db import db
from south.v2 import SchemaMigration
from django.db import models


class Migration(SchemaMigration):

    def forwards(self, orm):
        # The column has been there since 0003: the first statement fails, nothing is changed.
        db.add_column('shore_visit', 'weather',
                      self.gf('django.db.models.fields.CharField')(default='', max_length=40),
                      keep_default=False)


    def backwards(self, orm):
        pass


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
            'counted_by': ('django.db.models.fields.CharField', [], {'default': "''", 'max_length': '40'}),
            'date': ('django.db.models.fields.DateField', [], {'null': 'True', 'blank': 'True'}),
            'id': ('django.db.models.fields.AutoField', [], {'primary_key': 'True'}),
            'shells': ('django.db.models.fields.IntegerField', [], {'default': '0'}),
            'site': ('django.db.models.fields.related.ForeignKey', [], {'to': "orm['shore.Site']"}),
            'tide_height': ('django.db.models.fields.FloatField', [], {'null': 'True'}),
            'weather': ('django.db.models.fields.CharField', [], {'default': "''", 'max_length': '40'})
        }
    }

    complete_apps = ['shore']
