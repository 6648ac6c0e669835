# Finds a JDK that can build and run Cairn and puts its folder into JAVA_HOME.
# Sourced by ./cairn and ./check. Looks at CAIRN_JAVA_HOME, JAVA_HOME, the java on the PATH, then
# the folders where package managers and installers put JDKs; takes the first that is new enough.

cairn_java_needed=25

# Where package managers and installers put JDKs: patterns, expanded when the search needs them.
cairn_jdk_folders="/usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* \
/opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
/usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
/Library/Java/JavaVirtualMachines/*/Contents/Home \
${HOME:-}/Library/Java/JavaVirtualMachines/*/Contents/Home \
${HOME:-}/.sdkman/candidates/java/* ${HOME:-}/.jdks/*"

# Puts the feature version of the JDK in folder $1 into version, or nothing where there is no JDK.
cairn_read_version() {
  version=
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 0
  version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
}

cairn_find_jdk() {
  path_java=$(command -v java 2>/dev/null || true)
  path_home=
  if [ -n "$path_java" ]; then
    while [ -L "$path_java" ]; do
      link=$(readlink "$path_java")
      case "$link" in /*) path_java=$link ;; *) path_java=$(dirname "$path_java")/$link ;; esac
    done
    path_home=$(dirname "$(dirname "$path_java")")
  fi
  # shellcheck disable=SC2086
  for jdk in "${CAIRN_JAVA_HOME:-}" "${JAVA_HOME:-}" "$path_home" $cairn_jdk_folders; do
    [ -n "$jdk" ] || continue
    cairn_read_version "$jdk"
    if [ -n "$version" ] && [ "$version" -ge "$cairn_java_needed" ]; then
      JAVA_HOME=$jdk
      export JAVA_HOME
      return 0
    fi
  done
  echo "cairn: no JDK $cairn_java_needed or newer in JAVA_HOME, on the PATH or in the usual folders." >&2
  echo "Install one (such as Eclipse Temurin $cairn_java_needed) or set JAVA_HOME to its folder." >&2
  return 1
}
