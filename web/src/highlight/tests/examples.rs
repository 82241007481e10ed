//! A few lines of each format, with `‹class text›` around what has one.

use crate::highlight::{Kind, Span, lines};

#[track_caller]
fn check(kind: Kind, expected: &str) {
    let mut text = expected.replace('›', "");
    for name in ["comment", "title", "key", "text", "word", "variable", "operator"] {
        text = text.replace(&format!("‹{name} "), "");
    }
    let marked: String = lines(kind, &text).iter().flatten().map(marked).collect();
    assert_eq!(marked, expected);
}

/// A line break stands after the mark, so that an example has the lines of its text.
fn marked(span: &Span<'_>) -> String {
    let text = span.text.trim_end_matches('\n');
    let end = &span.text[text.len()..];
    match span.class.name().and_then(|name| name.strip_prefix("syntax-")) {
        Some(name) => format!("‹{name} {text}›{end}"),
        None => span.text.to_owned(),
    }
}

#[test]
fn unit() {
    check(
        Kind::Unit,
        r#"‹title [Service]›
‹comment # A note›
‹key EnvironmentFile›=/etc/weave.‹variable %H›.env
‹key Environment›=‹text "A=›‹variable ${B}›‹text  c"› D=‹text 'e'›
‹key ExecStart›=/bin/curl ‹operator \›
  --data ‹text "{\"a\":1}"› ‹operator \›
‹comment  ; between›
  --to=‹variable $TO› don't 100%%

‹key Environment›=‹text "A=b ›‹operator \›
‹text   c=›‹variable %n›‹text "› d ‹operator \›
  e
‹key TimeoutStartSec›=‹word 0›
‹key After›=kubelet@‹variable <ID>›.service
‹key DNS.1› = kubernetes
"#,
    );
}

#[test]
fn env() {
    check(
        Kind::Env,
        "‹comment # A note›\n‹key A›=b=c\n‹key UNITS›=‹text 'a.service b'›\n‹key N›=‹word 10›\n‹key H›=%H\n",
    );
}

#[test]
fn yaml() {
    check(
        Kind::Yaml,
        r#"‹title #cloud-config›
‹key hostname›: core-1 ‹comment # said›
‹key coreos›:
  ‹key units›:
    ‹operator - ›‹key name›: etcd2.service
      ‹key enable›: ‹word true›
      ‹key content›: ‹operator |›
        [Unit]
        key: "no key"

        # none
    ‹operator - - ›http://‹variable $private_ipv4›:2379
‹key "%a%"›: ‹text 'it # is'›
‹key mode›: ‹text "06\"44"› ‹comment # why›
‹key list›: [a, ‹word 1›, ‹text "b"›, { ‹key c›: d e, ‹key "f"›: ‹word ~› }] ‹comment # end›
‹key anchor›: ‹variable &a› ‹operator >-›
  text: folded
‹title ---›
‹comment # last›
"#,
    );
}

#[test]
fn json() {
    check(
        Kind::Json,
        r#"{
  ‹key "a\"b"› : ‹text "c: d"›,
  ‹key "list"›: [‹word 1›, ‹word -2.5›, ‹word true›, ‹word null›]
}
"#,
    );
}

#[test]
fn shell() {
    check(
        Kind::Shell,
        r#"‹title #!/bin/bash›
‹comment # A note: don't›
‹key here›=‹operator $(›cd -- ‹text "›‹operator $(›dirname ‹text "›‹variable ${BASH_SOURCE[0]}›‹text "›‹operator )›‹text "› ‹operator &&› pwd‹operator )›
‹key place›‹operator ()› ‹word {›
  local ‹key source›=‹variable $1› if
  ‹word if› [ ‹variable $#› -gt 1 ]‹operator ;› ‹word then› echo ‹text "a ›‹variable $b›‹text  \$c"› ‹operator >&›2‹operator ;› ‹word fi›
  ‹word for› x ‹word in› if a#b ‹text 'c›
‹text d'›‹operator ;› ‹word do› ‹key tries›=‹operator $((›tries - 1‹operator ));› ‹word done›
  ‹word case› ‹variable $1› ‹word in›
    --tls‹operator )› ‹key tls›=‹variable ${2:?›‹text "needs"›‹variable }› ‹operator ;;›
  ‹word esac› ‹operator <<<›‹text "x"› ‹operator |› grep -q ‹operator \›
    if
‹word }›
"#,
    );
}

#[test]
fn here_documents() {
    check(
        Kind::Shell,
        r#"cat ‹operator <<EOF› ‹operator >›a
‹text it's a $thing›
‹text # "›
‹operator EOF›
‹word if› cat ‹operator <<-'E F'›
‹text 	fi›
‹operator 	E F›
echo ‹operator $((›1 ‹operator <<› b‹operator ))›
‹word fi›
"#,
    );
}

#[test]
fn markdown() {
    check(
        Kind::Markdown,
        "‹title # core-1›

At ‹text `x`›, ‹title **never**› `y.
‹operator 1.› ‹text `a`›
‹operator   -› b * c ** d
‹operator ```sh›
‹text # code›
‹operator ```›
#no
",
    );
}

#[test]
fn pem() {
    check(
        Kind::Pem,
        "‹title -----BEGIN CERTIFICATE-----›\nMIIB\n‹title -----END CERTIFICATE-----›\n",
    );
}
