//! Units are written as meant, and read back as written.

use super::*;

fn kubelet() -> UnitFile {
    UnitFile::new()
        .unit(|s| s.set("Description", "100% kubelet").set("Requires", "docker.service"))
        .service(|s| {
            s.exec_start_pre(["/usr/bin/mkdir", "-p", "/var/log/containers"])
                .environment("KUBELET_VERSION", "v1.4.0_coreos.0")
                .environment_words(
                    "RKT_OPTS",
                    ["--volume dns,kind=host,source=/etc/resolv.conf", "--mount volume=dns"],
                )
                .reset("ExecStart")
                .exec_start(
                    Command::new("/usr/lib/coreos/kubelet-wrapper")
                        .flag("--api-servers", "http://127.0.0.1:8080")
                        .flag("--allow-privileged", true)
                        .flag("--cluster-domain", "cluster.local"),
                )
                .exec_stop(Command::from(["/usr/bin/rkt", "stop"]).ignore_failure())
                .set("RestartSec", 10)
                .set_verbatim("CPUQuota", "20%")
        })
        .install(|s| s.set("WantedBy", "multi-user.target"))
}

#[test]
fn a_unit_looks_as_people_write_it() {
    let expected = r#"[Unit]
Description=100%% kubelet
Requires=docker.service

[Service]
ExecStartPre=/usr/bin/mkdir -p /var/log/containers
Environment=KUBELET_VERSION=v1.4.0_coreos.0
Environment="RKT_OPTS=--volume dns,kind=host,source=/etc/resolv.conf \
  --mount volume=dns"
ExecStart=
ExecStart=/usr/lib/coreos/kubelet-wrapper \
  --api-servers=http://127.0.0.1:8080 \
  --allow-privileged=true \
  --cluster-domain=cluster.local
ExecStop=-/usr/bin/rkt stop
RestartSec=10
CPUQuota=20%

[Install]
WantedBy=multi-user.target
"#;
    assert_eq!(kubelet().to_string(), expected);
    assert_eq!(UnitFile::parse(expected), Ok(kubelet()));
}

#[test]
fn values_are_found_in_order() {
    let unit = kubelet();
    let starts: Vec<_> = unit.values("Service", "ExecStart").map(Value::text).collect();
    assert_eq!(starts.first().unwrap(), "");
    assert_eq!(starts.len(), 2);
    let rkt = unit.values("Service", "Environment").last().unwrap().words().unwrap();
    assert_eq!(rkt, ["RKT_OPTS=--volume dns,kind=host,source=/etc/resolv.conf --mount volume=dns"]);
}

#[test]
fn a_value_cannot_start_a_line() {
    let unit = UnitFile::new().service(|s| {
        s.set("Description", "x\n[Service]\nExecStart=/bin/evil")
            .set("Documentation", "ends in a backslash \\")
            .environment("A", "1\nExecStart=/bin/evil")
            .environment_words("B", ["a", "#b", ";c", "\n[Install]", "\"\nX=y", "\\"])
    });
    let text = unit.to_string();
    let read = UnitFile::parse(&text).unwrap();
    assert_eq!(read, unit);
    let keys: Vec<&str> =
        read.sections().iter().flat_map(Section::entries).map(Entry::key).collect();
    assert_eq!(keys, ["Description", "Documentation", "Environment", "Environment"], "{text}");
    assert_eq!(
        unit.values("Service", "Environment").last().unwrap().words().unwrap(),
        ["B=a #b ;c \n[Install] \"\nX=y \\"]
    );
}

#[test]
fn the_syntax_of_others_is_read() {
    let text = "# c\n; c\n\n  [Unit]  \nA = 1 \\\n# inside\n\n[Service]\r\nB=x\\\\\nC=\\\n  y \\\n";
    let unit = UnitFile::parse(text).unwrap();
    assert_eq!(unit.to_string(), "[Unit]\nA=1\n\n[Service]\nB=x\\\\\nC=y\n");
}

#[test]
fn faults_name_their_line() {
    for (text, line) in [
        ("A=1\n", 1),
        ("[Unit]\nnonsense\n", 2),
        ("[Unit]\n\n=x\n", 3),
        ("[Unit\n", 1),
        ("[]\n", 1),
        ("[Unit]\nA=\u{1}\n", 2),
        ("[Unit]\nA=a \\\n  b\u{0}\n", 3),
        // systemd does not go on there, as `systemd-analyze verify` shows.
        ("[Unit]\nA=a \\ \nB=b\n", 2),
        ("[Unit]\nA=a\\\n\\ \\\n", 2),
    ] {
        assert_eq!(UnitFile::parse(text).unwrap_err().line, line, "{text:?}");
    }
}

/// A small generator, so that the cases are the same on every machine.
struct XorShift(u64);

impl XorShift {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(limit).unwrap()).unwrap()
    }

    fn text(&mut self) -> String {
        const PIECES: [&str; 26] = [
            "a",
            "--flag",
            "=",
            " ",
            "  ",
            "\t",
            "\n",
            "\r",
            "\0",
            "\\",
            "\\\\",
            "\"",
            "'",
            "#",
            ";",
            "%",
            "$",
            "${X}",
            "%i",
            "[Install]",
            "é",
            "\u{85}",
            "\u{2028}",
            "\u{a0}",
            "-",
            "@",
        ];
        (0..self.below(7)).map(|_| PIECES[self.below(PIECES.len())]).collect()
    }
}

#[test]
fn any_value_survives_writing_and_reading() {
    let mut random = XorShift(0x2545_f491_4f6c_dd1d);
    for round in 0..20_000 {
        let texts: [String; 6] = std::array::from_fn(|_| random.text());
        let [raw, environment, ..] = &texts;
        let mut command = Command::new("/bin/program").args(&texts);
        if round % 2 == 0 {
            command = command.ignore_failure();
        }
        let unit = UnitFile::new()
            .unit(|s| s.set("Description", raw).reset("After"))
            .service(|s| {
                s.environment("A", environment).environment_words("B", &texts).exec_start(command)
            })
            .install(|s| s.set("WantedBy", raw));
        let text = unit.to_string();
        assert_eq!(UnitFile::parse(&text).as_ref(), Ok(&unit), "{texts:?}\n{text}");

        let start = unit.values("Service", "ExecStart").next().unwrap();
        let words = argv(start).unwrap();
        assert_eq!(words[0], "/bin/program");
        let [_, given @ ..] = words.as_slice() else { panic!("no words") };
        assert_eq!(given, texts, "{text}");
        let variable = unit.values("Service", "Environment").next().unwrap().words().unwrap();
        assert_eq!(variable, [format!("A={environment}")], "{text}");
    }
}

#[test]
fn specifiers_work_and_variables_only_in_commands() {
    let unit = UnitFile::new().service(|s| {
        s.set("EnvironmentFile", format_args!("-/etc/%H/{}.env", specifier::HOST_NAME))
            .environment("NAME", format_args!("{} 100%", specifier::INSTANCE))
            .set("User", variable("NAME"))
    });
    let text = unit.to_string();
    let expected =
        "[Service]\nEnvironmentFile=-/etc/%%H/%H.env\nEnvironment=\"NAME=%i 100%%\"\nUser=";
    assert!(text.starts_with(expected), "{text}");
    assert!(text.contains(crate::format::hole::is_mark), "{text}");
}
