set -e
rm -rf /srv/case/pack /srv/case/packed.tgz /srv/case/copied
mkdir -p /srv/case/pack/-d
cd /srv/case/pack
echo one >"a b"
echo two >-d/-f
echo three >"new
line"
echo four >x.log
ln -s "a b" l
echo old >../old.log
printf 'eve:{SHA}VBPuJHI7uixaa6LQGWx4s+5GKNE=\n' >../passwords
