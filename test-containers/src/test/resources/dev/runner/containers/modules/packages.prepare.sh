# A repository of Debian packages in a folder, and no other.
set -e
mkdir -p /srv/case-packages /srv/case-sources
find /etc/apt/sources.list /etc/apt/sources.list.d -type f -exec mv -t /srv/case-sources {} +
cd /srv/case-packages

package() { # NAME VERSION FIELD...
  name=$1 version=$2
  shift 2
  rm -rf build
  mkdir -p build/DEBIAN "build/usr/share/$name"
  echo "$version" >"build/usr/share/$name/version"
  {
    printf 'Package: %s\nVersion: %s\nArchitecture: all\nMaintainer: Nobody <nobody@example.org>\n' \
      "$name" "$version"
    printf 'Description: for a test\n'
    for field; do echo "$field"; done
  } >build/DEBIAN/control
  file=${name}_${version}_all.deb
  dpkg-deb --build build "$file" >/dev/null
  dpkg-deb --field "$file" >>Packages
  {
    printf 'Filename: ./%s\nSize: %s\n' "$file" "$(stat -c %s "$file")"
    printf 'SHA256: %s\n\n' "$(sha256sum "$file" | cut -d ' ' -f 1)"
  } >>Packages
  rm -rf build
}

: >Packages
package case-hello 1.0
package case-hello 1.1
package case-extra 2.0 'Depends: case-hello' 'Provides: case-virtual'
package case-file 3.0 'Depends: case-hello'
mv case-file_3.0_all.deb /srv/
