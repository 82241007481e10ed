//! What only the profile `flatcar` has.

use crate::spec::decode::{choice, record};
use crate::spec::value::{BaseUrl, InterfaceName, PortRange, Secret, Sha256};
use crate::spec::{Field, RebootStrategy, Whole};

record! {
    /// What only the profile `flatcar` has.
    pub struct Flatcar {
        /// The machines' operating system.
        os: Field<FlatcarOs>,
        /// The machines' processor.
        arch: Field<Arch>,
        /// How Kubernetes' programs get onto a machine.
        install: Field<Install>,
        /// SHA-256 of the system extension image, from the SHA256SUMS of its release: machines refuse any other.
        sysext_checksum: Field<Sha256>,
        /// Who sets up the control plane.
        mode: Field<ControlPlaneMode>,
        /// Lets machines join, where kubeadm sets them up: six characters, a dot, sixteen characters, all a-z and 0-9. It becomes part of the machines' bundles, and of nothing else.
        kubeadm_token: Field<Secret>,
        /// How an etcd member runs on its machine.
        etcd: Field<EtcdService>,
        /// How kube-proxy leads the traffic of services.
        proxy: Field<ProxyMode>,
        /// How Calico's packets get from machine to machine.
        calico_tunnel: Field<CalicoTunnel>,
        /// How the API's address reaches a control plane that is up.
        api_address: Field<ApiAddress>,
        /// The network interface that the API's address is put on. Default: the one with the machine's own address.
        api_interface: Field<InterfaceName>,
        /// Prefix length of each machine's part of the IPv4 pod range.
        node_cidr_mask: Field<Whole<8, 32>>,
        /// Prefix length of each machine's part of the IPv6 pod range.
        node_cidr_mask_v6: Field<Whole<16, 128>>,
        /// How many pods a machine takes.
        max_pods: Field<Whole<1, 1_000>>,
        /// Ports that services of type NodePort get, on every machine.
        node_ports: Field<PortRange>,
        /// Which way private keys take to a machine.
        keys: Field<KeyDelivery>,
        /// Where the machines run. Each platform takes user-data up to a size of its own.
        platform: Field<UserDataPlatform>,
        /// Where you serve the machines' configs, if user-data has no room for them: NODE.ign is put behind it. Each machine then gets a small config that names the large one and its hash.
        config_url: Field<BaseUrl>,
        /// When a machine reboots after an update of the operating system.
        reboot_strategy: Field<RebootStrategy>,
    }
}

choice! {
    /// The machines' operating system.
    pub enum FlatcarOs {
        /// Flatcar Container Linux, the successor of CoreOS Container Linux.
        Flatcar = "flatcar",
        /// Fedora CoreOS.
        FedoraCoreos = "fedora-coreos",
    }
}

choice! {
    /// The machines' processor.
    pub enum Arch {
        /// 64-bit Intel and AMD.
        Amd64 = "amd64",
        /// 64-bit Arm.
        Arm64 = "arm64",
    }
}

choice! {
    /// How Kubernetes' programs get onto a machine.
    pub enum Install {
        /// Each program by itself, from dl.k8s.io, with the checksum that the catalogue knows.
        Binaries = "binaries",
        /// As one system extension image of Flatcar's, which systemd-sysupdate keeps at the newest patch release. Needs `sysext_checksum`.
        Sysext = "sysext",
    }
}

choice! {
    /// Who sets up the control plane.
    pub enum ControlPlaneMode {
        /// Static pods and certificates that are rendered here: nothing has to be run.
        StaticPods = "static-pods",
        /// kubeadm, at each machine's first boot, by a file that is rendered here.
        Kubeadm = "kubeadm",
    }
}

choice! {
    /// How an etcd member runs on its machine.
    pub enum EtcdService {
        /// A static pod of the kubelet.
        StaticPod = "static-pod",
        /// A unit of systemd: it runs before Kubernetes does, and without it.
        Unit = "unit",
    }
}

choice! {
    /// How kube-proxy leads the traffic of services.
    pub enum ProxyMode {
        /// nftables: quick with many services.
        Nftables = "nftables",
        /// iptables: for programs that look for kube-proxy's rules there.
        Iptables = "iptables",
    }
}

choice! {
    /// How Calico's packets get from machine to machine.
    pub enum CalicoTunnel {
        /// By VXLAN, in UDP: whatever is between the machines.
        Vxlan = "vxlan",
        /// By IP in IP, with routes by BGP: where the network lets IP protocol 4 through. IPv6 goes by VXLAN.
        Ipip = "ipip",
    }
}

choice! {
    /// How the API's address reaches a control plane that is up.
    pub enum ApiAddress {
        /// By a load balancer or DNS name of yours.
        External = "external",
        /// The control planes hand the address among themselves (kube-vip). `api.host` is that address.
        KubeVip = "kube-vip",
    }
}

choice! {
    /// Which way private keys take to a machine.
    pub enum KeyDelivery {
        /// In its bundle, which install.sh places: user-data holds no secret.
        Bundle = "bundle",
        /// In its Ignition config: it starts without another hand, and whoever reads its user-data has its keys.
        Ignition = "ignition",
    }
}

choice! {
    /// Where machines run: by the names that Ignition has for platforms.
    pub enum UserDataPlatform {
        /// Machines of your own: a kernel argument or the installer names a file, however long.
        Metal = "metal",
        /// Akamai (Linode).
        Akamai = "akamai",
        /// Amazon EC2.
        Aws = "aws",
        /// Microsoft Azure.
        Azure = "azure",
        /// DigitalOcean.
        Digitalocean = "digitalocean",
        /// Google Cloud.
        Gcp = "gcp",
        /// Hetzner Cloud.
        Hetzner = "hetzner",
        /// Microsoft Hyper-V.
        Hyperv = "hyperv",
        /// IBM Cloud, virtual servers for VPC.
        Ibmcloud = "ibmcloud",
        /// OpenStack.
        Openstack = "openstack",
        /// QEMU.
        Qemu = "qemu",
        /// VMware, by guestinfo.
        Vmware = "vmware",
    }
}
