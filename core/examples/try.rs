fn main() {
    let a: Vec<String> = std::env::args().collect();
    if a[1] == "ex" { for t in kubecore::spec::Topology::ALL { let e = kubecore::spec::example(kubecore::spec::Profile::CoreosGuide, *t); println!("{e}"); let s = kubecore::source::Source::new("ex.yaml", e); let c = kubecore::compile(&s); for d in c.report.diagnostics() { println!("{}", kubecore::diagnostic::frame(&s, d)); } println!("{}", c.plan.is_some()); } return }
    let text = std::fs::read(&a[1]).unwrap();
    let s = kubecore::source::Source::from_bytes(a[1].clone(), text);
    let s = match s { Ok(s) => s, Err(r) => { println!("{r:?}"); return } };
    let c = kubecore::compile(&s);
    for d in c.report.diagnostics() { println!("{}\n", kubecore::diagnostic::frame(&s, d)); }
    if let (Some(plan), Some(out)) = (c.plan, a.get(2)) { for b in kubecore::profile::bundles(&plan) {
        for d in kubecore::check::check(&b).diagnostics() { println!("{}", d.message); }
        for f in b.artifacts() { let p = format!("{out}/{}/{}", b.name(), f.path); std::fs::create_dir_all(std::path::Path::new(&p).parent().unwrap()).unwrap(); std::fs::write(p, &f.bytes).unwrap(); } } }
}
