//! What users write stays a value.

use super::*;

const HOSTILE: [&str; 5] = [
    "a\n---\nkind: Job\n",
    "x: y",
    "}\n. {\n    log\n}",
    "\"'{{ $HOME }}",
    "$(NODE_NAME) # - &a *b",
];

fn kinds(yaml: &str) -> Vec<Value> {
    objects(yaml).iter().map(|object| object["kind"].clone()).collect()
}

#[test]
fn a_domain_stays_one_word_of_the_corefile() {
    let (images, ips) = (images(), ["10.3.0.10".parse().unwrap()]);
    let usual = core_dns(&images, &ips);
    let corefile = |dns| {
        let map = object(&core_dns::manifest(dns), "ConfigMap");
        map["data"]["Corefile"].as_str().unwrap().to_owned()
    };
    let shape = |text: &str| (text.lines().count(), text.matches(['{', '}']).count());
    let expected = shape(&corefile(usual));
    for domain in HOSTILE {
        let dns = CoreDns { domain, ..usual };
        let written = corefile(dns);
        assert_eq!(shape(&written), expected, "{written}");
        assert_eq!(kinds(&core_dns::manifest(dns)), kinds(&core_dns::manifest(usual)));
    }
}

#[test]
fn a_host_stays_a_variable() {
    let images = images();
    let pods = ["10.2.0.0/16".parse().unwrap()];
    for host in HOSTILE {
        let api = ApiEndpoint { host, port: 1 };
        let proxy = KubeProxy { images: &images, mode: ProxyMode::Iptables, pods: &pods, api };
        let flannel = Flannel { images: &images, pods: &pods, nftables: false, api };
        for yaml in [kube_proxy::manifest(proxy), flannel::manifest(flannel)] {
            let set = object(&yaml, "DaemonSet");
            assert_eq!(variable(&set, "KUBERNETES_SERVICE_HOST"), host);
        }
        let [_, (_, endpoint)] = calico::files(Calico { api, ..calico() });
        assert_eq!(object(&endpoint, "ConfigMap")["data"]["KUBERNETES_SERVICE_HOST"], host);
    }
}

#[test]
fn what_kube_vip_is_told_stays_a_value() {
    let images = images();
    for text in HOSTILE {
        let vip = KubeVip { interface: Some(text), kubeconfig: text, ..kube_vip(&images) };
        let pod = object(&kube_vip::pod(vip).to_yaml(), "Pod");
        assert_eq!(variable(&pod, "vip_interface"), text);
        assert_eq!(pod["spec"]["volumes"][0]["hostPath"]["path"], text);
        let binding = object(&kube_vip::access(text), "RoleBinding");
        assert_eq!(binding["subjects"][0]["name"], text);
    }
}

#[test]
fn a_registry_stays_an_image() {
    for registry in HOSTILE {
        let [(_, kustomization), _] =
            calico::files(Calico { registry: Some(registry), ..calico() });
        let image = &object(&kustomization, "Kustomization")["images"][1];
        assert_eq!(image["newName"], format!("{registry}/node"));
    }
}
