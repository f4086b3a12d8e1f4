set -e
rm -rf /srv/case/packed /srv/case/unpacked
mkdir -p /srv/case/packed/d /srv/case/unpacked/tar /srv/case/unpacked/gz /srv/case/unpacked/some
cd /srv/case/packed
echo one >a
echo two >"d/b c"
ln -s a l
chmod 640 a
tar -cf ../case.tar a d l
tar -czf ../case.tgz a d l
cp ../case.tgz ../other.tgz
