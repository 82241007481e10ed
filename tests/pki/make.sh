#!/bin/sh
# Makes the keys and certificates of this folder anew. Nothing runs it: what is here stays as it is.
set -eu
cd "$(dirname "$0")"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
from=20260101000000Z until=21260101000000Z

cat > "$scratch/config" <<CONFIG
[ca]
default_ca = ours
[ours]
database = $scratch/index
new_certs_dir = $scratch
rand_serial = yes
unique_subject = no
policy = any
copy_extensions = none
[any]
commonName = supplied
[req]
distinguished_name = dn
[dn]
[root]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[closed]
basicConstraints = critical, CA:TRUE, pathlen:0
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[policy]
basicConstraints = critical, CA:TRUE, pathlen:1
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[mute]
basicConstraints = critical, CA:TRUE
keyUsage = critical, digitalSignature
subjectKeyIdentifier = hash
[leaf]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
subjectKeyIdentifier = hash
CONFIG
: > "$scratch/index"

# sign SIGNER SIGNER'S-KEY KEY NAME EXTENSIONS OUT [FROM UNTIL]; the signer `-` is the key itself.
sign() {
    openssl req -new -key "$3" -subj "/CN=$4" -config "$scratch/config" -out "$scratch/csr"
    if [ "$1" = - ]; then how="-selfsign -keyfile $3"; else how="-cert $1 -keyfile $2"; fi
    # shellcheck disable=SC2086
    openssl ca -batch -notext -config "$scratch/config" -md "${digest:-sha256}" $how -in "$scratch/csr" -extensions "$5" \
        -startdate "${7:-$from}" -enddate "${8:-$until}" -out "$6" 2> "$scratch/said" || { cat "$scratch/said"; exit 1; }
}
ec() { openssl ecparam -name "${2:-prime256v1}" -genkey -noout -out "$1"; }
rsa() { openssl genrsa -traditional -out "$1" "$2" 2> /dev/null; }

# Authorities that are right.
ec ca-key.pem
sign - - ca-key.pem kube-ca root ca.pem
ec "$scratch/root-key" secp384r1
digest=sha384 sign - - "$scratch/root-key" 'Example root' root "$scratch/root"
rsa "$scratch/policy-key" 2048
digest=sha384 sign "$scratch/root" "$scratch/root-key" "$scratch/policy-key" 'Example policy' policy "$scratch/policy"
ec chain-key.pem
sign "$scratch/policy" "$scratch/policy-key" chain-key.pem 'Example clusters' closed "$scratch/issuing"
cat "$scratch/issuing" "$scratch/policy" "$scratch/root" > chain.pem
rsa rsa-ca-key.pem 2048
sign - - rsa-ca-key.pem kube-ca root rsa-ca.pem

# Authorities that are wrong.
sign - - ca-key.pem kube-ca root ca-expired.pem 20160101000000Z 20170101000000Z
sign - - ca-key.pem kube-ca root ca-future.pem 21250101000000Z 21260101000000Z
sign - - ca-key.pem kube-ca mute ca-mute.pem
sign ca.pem ca-key.pem chain-key.pem worker-1 leaf leaf.pem
cat leaf.pem ca.pem > leaf-chain.pem
sign - - ca-key.pem kube-ca closed "$scratch/closed"
sign "$scratch/closed" ca-key.pem chain-key.pem 'Example clusters' closed "$scratch/below"
cat "$scratch/below" "$scratch/closed" > chain-pathlen.pem
cat "$scratch/issuing" "$scratch/root" "$scratch/policy" > chain-order.pem
cat "$scratch/root" "$scratch/policy" "$scratch/issuing" > chain-reversed.pem
cat "$scratch/issuing" "$scratch/policy" > chain-rootless.pem
cat "$scratch/issuing" rsa-ca.pem > chain-foreign.pem
openssl x509 -in ca.pem -outform der -out ca.der
openssl x509 -in ca.pem -trustout -out ca-trusted.pem
head -n 5 ca.pem > ca-cut.pem
sed '3s/./%/' ca.pem > ca-broken.pem
cp "$scratch/csr" csr.pem
: > empty.pem
echo 'no PEM at all' > text.pem

# Keys that are wrong.
ec other-key.pem
ssh-keygen -q -t ed25519 -N '' -C tests -f "$scratch/ssh"
cp "$scratch/ssh" openssh-key.pem
openssl pkey -in ca-key.pem -pubout -out public-key.pem
ec p384-key.pem secp384r1
openssl pkey -in p384-key.pem -out p384-pkcs8-key.pem
ec k1-key.pem secp256k1
rsa rsa-1024-key.pem 1024
openssl pkey -in rsa-1024-key.pem -out rsa-1024-pkcs8-key.pem
openssl genpkey -algorithm ed25519 -out ed25519-key.pem
openssl pkcs8 -topk8 -in ca-key.pem -passout pass:test -out encrypted-key.pem
openssl ec -in ca-key.pem -aes256 -passout pass:test -out encrypted-old-key.pem 2> /dev/null
openssl rsa -traditional -in rsa-ca-key.pem -aes256 -passout pass:test -out encrypted-rsa-key.pem 2> /dev/null
openssl pkcs12 -export -in ca.pem -inkey ca-key.pem -passout pass:test -out ca.p12
openssl pkey -in ca-key.pem -outform der -out ca-key.der
cat ca-key.pem other-key.pem > two-keys.pem
cat ca-key.pem ca.pem > key-and-certificate.pem
head -n 3 ca-key.pem > cut-key.pem
head -c 150 ca-key.pem > short-key.pem
