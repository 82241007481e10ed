//! Every rule: its number, weight, title and reason. Data, in the order of the numbers.

use super::code::codes;

codes! {
KC0001 NotUtf8 Error "the file is not UTF-8"
"cluster.yaml is read as UTF-8, as YAML 1.2 asks of files without a byte order mark of another kind. A file in UTF-16 or Latin-1, or a binary file given by mistake, stops here. Save it as UTF-8.";
KC0002 TooLong Error "the file is too long"
"At most 16 MiB are read. A cluster of a hundred thousand machines fits into a page when alike machines are written as `pools`.";
KC0003 Empty Error "the file describes nothing"
"The file is empty or holds only comments. `kubecore-cli init` writes a complete cluster.yaml with every default explained.";
KC0004 Syntax Error "the text is not YAML"
"The YAML reader cannot go on. The place named is where it noticed; the cause is often an unclosed quote or bracket, or an indentation, on that line or the one above.";
KC0005 Tab Error "a tab indents a line"
"YAML forbids tabs in indentation, because editors disagree on their width. Use spaces.";
KC0006 TooDeep Error "values nest too deep"
"The format needs five levels; 32 are read. A file that nests deeper is damaged or hostile.";
KC0007 SeveralDocuments Error "the file holds several YAML documents"
"One file describes one cluster. Which of several documents was meant cannot be guessed, so none is taken. Split the file at the `---` line.";
KC0008 Alias Error "YAML aliases are not read"
"Aliases (`*name`) can make a few lines stand for gigabytes, and a value that is written elsewhere cannot be pointed to when it is wrong. Write the value out, or describe alike machines with `pools`.";
KC0009 DuplicateKey Error "a key is given twice"
"YAML readers differ in which of two equal keys wins: some take the first, some the last. Nothing is guessed here. Keep one.";
KC0010 Tagged Error "YAML tags are not read"
"Tags such as `!!binary` or `!!str` change how a value is read. Each field knows its own type, so they are not needed and would only hide mistakes.";
KC0011 ComplexKey Error "a key is not plain text"
"YAML allows lists and mappings as keys; the format has none. Usually a quote is missing around a text that begins with a bracket.";

KC0101 UnknownKey Error "an unknown key"
"A key that is not part of the format would otherwise be dropped in silence, and with it what you meant. `kubecore-cli schema` prints every key; editors that read JSON Schema can complete them.";
KC0102 WrongType Error "a value of the wrong kind"
"A field wants a single value, a list, or keys and values, and found another of these.";
KC0103 Missing Error "a required field is missing"
"Some values have no sensible default: the cluster's name, and each machine's name, role and address.";
KC0104 NotAChoice Error "not one of the choices"
"The field knows a fixed set of words; the help line lists them.";
KC0105 FormatVersion Error "an unknown version of the format"
"`kubecore:` names the version of the format, so that old files keep their meaning. This program reads v1.";
KC0106 NotANumber Error "not a number the field can take"
"The field wants a whole number within the range named.";
KC0107 NoValue Error "a key without a value"
"A key with nothing behind it may mean `none`, `the default` or a forgotten value. Write a value, or remove the key to get the default.";
KC0108 ForeignBlock Warning "a block of another profile"
"Each profile has a block of its own. A block of a profile that is not chosen changes nothing; it is kept so that switching profiles is easy, but you should know.";
KC0109 CannotAllow Error "`allow` names what cannot be allowed"
"`allow` accepts warnings, and those errors whose explanation says so. Other errors mean that no working file can be made.";
KC0110 NotALabel Error "not a name"
"Names become host names, file names and Kubernetes names. All of these accept an RFC 1123 label: 1 to 63 characters a-z, 0-9 and `-`, beginning and ending with a letter or digit.";
KC0111 NotOneLine Error "not one line of plain text"
"A line break or another control character inside a value could end a line of a unit, a script or an environment file and begin a new one. A character without width, or one that reorders its neighbours, makes a value look like another. No field needs them, and none needs more than 4096 bytes.";
KC0112 NotAnSshKey Error "not an SSH public key"
"Each entry is one line of an authorized_keys file without options: type, base64 key, optional comment. A private key does not belong into a cluster description: if one was pasted, consider it disclosed.";
KC0113 NotInProfile Warning "a field that the chosen profile does not have"
"Each profile renders what its system has. A value that it has no place for would be lost in silence: remove it, or choose a profile that has it.";
KC0114 NotASecret Error "not a password or token"
"A secret is written into environment files, JSON and units, whose readers treat quotes, spaces, `$` and backslashes each in a way of their own. Letters and digits mean the same to all of them. Messages never repeat a secret.";
KC0115 NotAWord Error "not a name of another system"
"The names of key pairs, images and users are taken over as they are: 1 to 255 characters on one line, without spaces at the ends.";
KC0116 NotAChecksum Error "not a checksum"
"A checksum is 64 hexadecimal digits in small letters, as `sha256sum` prints them. Machines refuse a download that has another: older kinds (MD5, SHA-1) can be forged.";
KC0117 NotAUrl Error "not a URL to download from"
"A URL here is a scheme, a host and perhaps a port and a path; a file's own path is put behind it with a slash. User names, questions (`?`) and `%` have no place: units and scripts read some of these signs in ways of their own.";
KC0118 NoSuchCode Error "`allow` names no diagnostic"
"A misspelt code would accept nothing, or later, when a diagnostic gets that number, something that nobody meant. `kubecore-cli explain` lists all codes.";
KC0119 AllowUnused Note "`allow` names what does not occur"
"An acknowledgement that is not needed any more would also cover the next occurrence, which nobody has looked at. Take the code out, unless it is to stay for the variants of one file.";
KC0120 NotAnInterface Error "not the name of a network interface"
"Linux takes names of 1 to 15 bytes without `/`, `:` and white space, but not `.` and `..`. systemd takes no number, which would be an index, and neither `all` nor `default`, which stand for every interface in /proc/sys/net. Here a name has letters, digits, `-`, `_` and `.`: other signs have a meaning where such names are printed and read, as `@` has in what `ip` prints. Whether a machine has the interface shows only on the machine.";

KC0201 NotACidr Error "not a CIDR"
"A CIDR is an address, a slash and a prefix length: 10.2.0.0/16 or fd00::/48. Prefixes go up to 32 for IPv4 and 128 for IPv6; octets have no leading zeros, which some programs read as octal.";
KC0202 HostBits Error "a CIDR has host bits set"
"10.2.0.5/16 names a network and a machine at once. Some components mask the rest silently, some refuse it (Calico, host-local), some use it as it is. Write the network itself.";
KC0203 NotAnAddress Error "not an IP address"
"Four decimal octets without leading zeros, or an IPv6 address without a zone.";
KC0204 ServicesTooSmall Error "the service range is too small"
"kube-apiserver refuses a service range of fewer than 8 addresses. The first address becomes the API's, and the DNS service needs one too.";
KC0205 ServicesTooLarge Error "the service range is too large"
"kube-apiserver keeps a bitmap of the range and refuses more than 20 host bits: an IPv4 prefix shorter than /12.";
KC0206 NoIpv6 Error "IPv6 where this release cannot"
"Kubernetes before 1.9, flannel of that time and the guide's systemd units are IPv4 only.";
KC0207 Overlap ErrorUnlessAllowed "two ranges overlap"
"Pods, services, machines and the networks in use must not share addresses: a packet to a shared address goes to whichever route wins, and machines lose each other. Both directions count: a range inside another overlaps it. If you know why it is harmless, add KC0207 to `allow`.";
KC0208 HostsOverDocker Warning "machines live in docker's own range"
"docker gives its bridge 172.17.0.0/16 unless told otherwise or unless it sees the range in use when it starts. A machine whose own network overlaps it can lose its neighbours once docker is up. Renumber, or set docker's bridge range on every machine. Where flannel sets the bridge, the rule does not apply.";
KC0209 RangeOverDocker Warning "a range overlaps docker's own"
"docker gives its bridge 172.17.0.0/16 unless told otherwise. Pods or services in that range cannot be reached from containers on the bridge.";
KC0210 Reserved Error "addresses that can never be used"
"Loopback, multicast, class E, 0.0.0.0/8 and the like are refused or never routed by the kernel (RFC 6890).";
KC0211 LinkLocal Error "link-local addresses"
"169.254.0.0/16 and fe80::/10 are valid on one link only, and clouds serve metadata (169.254.169.254) there.";
KC0212 Documentation Warning "addresses meant for documentation"
"192.0.2.0/24, 198.51.100.0/24, 203.0.113.0/24, 2001:db8::/32 (RFC 5737, RFC 3849) and 198.18.0.0/15 are for examples and benchmarks; an example may have been copied.";
KC0213 PublicSpace Warning "public addresses for pods or services"
"Pods and services in public address space hide the real owners of these addresses from everything in the cluster. RFC 1918 has 10.0.0.0/8, 172.16.0.0/12 and 192.168.0.0/16 for this.";
KC0214 SharedSpace Note "carrier-grade NAT space"
"100.64.0.0/10 (RFC 6598) works for pods and services, but some providers and VPNs use it too. List those under `in_use` so that overlaps are found.";
KC0215 DnsOutside Error "the DNS address lies outside the service range"
"The DNS service is a Service like others: its address must come from the service range, or the API server refuses it.";
KC0216 DnsTaken Error "the DNS address is taken"
"The first usable address of the service range is the API's own Service; the network's own address and the last are not given out.";
KC0217 PodsTooSmall Error "the pod range is too small to be divided"
"flannel cuts a subnet for each machine out of the pod range and leaves the first unused: a range longer than /28 leaves no room. Calico gives out blocks of 64 addresses, and refuses a pool longer than /26. kubeadm asks for 14 addresses at least.";
KC0218 TooFewSubnets Error "more machines than pod subnets"
"Each machine that runs pods leases one subnet of the pod range (a /24 from ranges up to /23). When none is left, flannel does not start, nor docker after it. Where the controller manager gives them out, such a machine never becomes ready.";
KC0219 FewPodAddresses Warning "few pod addresses per machine"
"The kubelet accepts 110 pods by default. A machine whose pod subnet holds fewer addresses runs out before that.";
KC0220 LittleHeadroom Note "little room for more machines"
"More than half of the pod subnets are taken. The pod range of a running cluster cannot be changed without rebuilding it.";
KC0221 RangeTooLarge Error "a range is too large"
"A prefix shorter than /8 (IPv4) or /16 (IPv6) covers most of the address space; several components compute its size in 32 or 63 bits and get zero.";
KC0222 OutsideHosts Warning "a machine outside the host networks"
"`network.hosts` lists the networks the machines live on, and overlaps are looked for there. An address outside suggests a typing mistake in one of the two.";
KC0223 NetworkMode Error "a network combination that the profile does not have"
"coreos-guide works with flannel, with flannel and Calico policy, with Calico alone, or with a network of your own; fleet-units and corekube with flannel, weave with Weave. Other combinations leave pods without a route.";
KC0224 ClusterDomain Error "not a cluster domain"
"The cluster domain is a DNS name such as cluster.local: labels of RFC 1123 joined by dots.";

KC0225 FewBlocks Warning "fewer Calico blocks than machines"
"Calico gives each machine blocks of 64 addresses from the pod range. When there are fewer blocks than machines, some borrow single addresses of others' blocks, each with a route of its own.";
KC0226 NotFamilies Error "not one value, or one of each IP family"
"A field that can hold both IP families takes one value, or an IPv4 and an IPv6 one joined by a comma without spaces, as Kubernetes' own flags do: 10.244.0.0/16,fd00:10:244::/48. The first is the primary family. Between braces YAML ends a value at a comma, so write quotes there.";
KC0227 ServicesClamped Warning "a service range that is used in part"
"API servers that keep a bitmap of an IPv6 service range use 65 536 addresses of it: of a prefix from /108 to /111, only the first /112. Kubernetes 1.34 and later keep no such bitmap and use the rest.";
KC0228 DynamicBand Warning "a fixed service address among those given out"
"Services without an address of their own get one from the upper part of the range first. The lower part is for fixed addresses: as many as a sixteenth of the range, at least 16 and at most 256. A fixed address above it may be taken when its service is made.";
KC0229 OtherFamily Error "an address of the wrong IP family"
"The first service range decides on the cluster's primary family: the API server announces itself by an address of it, so machines need one of that family first, and pods one to reach services by.";
KC0230 FamiliesDiffer Warning "pods and services of different IP families"
"A service of a family that pods lack has nothing behind it, and pods of a family that services lack are reached by none. Give both the same families.";
KC0231 SecondAddress Warning "a machine of one IP family in a cluster of two"
"In a dual-stack cluster each machine needs an address of both families: without one, the overlay and pods on the host's network have the other family only.";
KC0232 NodeRangeTooLarge Error "a machine's part is larger than the pod range"
"The controller manager cuts one part of a fixed size for each machine out of the pod range, and does not start where not one fits.";
KC0233 TooManyNodeRanges Error "the pod range has too many parts"
"The controller manager keeps a bitmap of the parts that machines have, and does not start if the prefix lengths of an IPv6 range and of its parts differ by more than 16. kubeadm refuses the same of IPv4.";
KC0234 ManyNodeRanges Warning "the pod range has more parts than any cluster has machines"
"A difference of more than 16 between the prefix lengths of the pod range and of a machine's part makes more than 65 536 parts. kubeadm refuses that; the range could be smaller, or the parts larger.";
KC0235 NodeRangeTooSmall Error "a machine's part has no room for pods"
"host-local keeps the network's own address, the bridge's and the broadcast address from pods, and refuses a subnet longer than /30 (IPv4) or /126 (IPv6).";
KC0236 NotPorts Error "not a range of ports"
"Ports are numbered from 1 to 65535, and a range is the first and the last, joined by a hyphen.";
KC0237 NodePortTaken Error "a service port that a component has"
"Services of the type NodePort get a port of this range on every machine. The API server, etcd, the kubelet, the controller manager and the scheduler listen there too, and whoever comes second fails.";
KC0238 EphemeralNodePorts Warning "service ports among those of outgoing connections"
"The kernel takes local ports of outgoing connections from 32768 on. One that is in use when a service gets it is cut off.";
KC0239 PodScale Warning "more pods than Kubernetes was tested with"
"Kubernetes is tested with up to 110 pods on a machine and 150 000 in a cluster (large-cluster documentation).";
KC0240 VirtualAddressTaken Error "the API's virtual address is a machine's own"
"Control planes hand the virtual address on to each other. One that a machine has by itself would be there twice.";

KC0301 NoControlPlane Error "no control plane"
"At least one machine must run the API server, the controller manager and the scheduler.";
KC0302 NameTwice Error "a machine name is given twice"
"Names become directories and certificate names; pools make names of their own (worker-001 …).";
KC0303 AddressTwice Error "an address is given twice"
"Two machines with one address answer for each other. Pools count on from their `first_ip`.";
KC0304 NodeInRange Error "a machine inside the pod or service range"
"Traffic to that machine would be sent to a pod subnet or to a service instead.";
KC0305 PoolRunsOut Error "a pool runs out of addresses"
"A pool counts its addresses on from `first_ip`, and must not run past the end of the address space.";
KC0306 CountOutOfRange Error "too many machines"
"At most 100 000 machines are rendered in one go.";
KC0307 NoWorker Warning "nowhere to run workloads"
"Control planes take no ordinary pods unless `schedulable: true`, and there is no worker. Add-ons such as kube-dns would wait forever.";
KC0308 NotANodeLabel Error "not a Kubernetes label"
"A label's key is an optional DNS prefix and a slash, then 1 to 63 characters; its value has up to 63. Both use letters, digits, `-`, `_` and `.`, beginning and ending with a letter or digit.";
KC0309 NetworkAddress Error "a machine with a network's own address"
"The first address of a network names the network and the last is its broadcast address; neither can be a machine's.";
KC0310 Scale Warning "more machines than Kubernetes was tested with"
"Kubernetes is tested up to 5 000 machines today; releases of the guide's time up to 1 000 or 2 000.";
KC0311 RoleNotOffered Error "a role that the chosen profile does not have"
"Each system divides its work in its own way: some have machines that only keep state, one has a machine that starts the others' units.";
KC0312 UnknownMachine Error "a machine that is not in the cluster"
"A profile's block can say more about single machines. It names them as `nodes` does, or as a pool counts them out (worker-001 …).";
KC0313 RoleCount Error "too many or too few machines of a role"
"The chosen system has a place for a certain number of such machines: one that it needs is missing, or a further one would have nothing to do.";

KC0401 NotAnEtcdUrl Error "not an etcd URL"
"An endpoint is http://HOST:PORT and nothing after it: no path, no trailing slash, no spaces.";
KC0402 EtcdTls Error "etcd over https"
"The guide has no certificates for etcd anywhere: flannel, Calico and the API server would all be refused. Use http on a network you trust.";
KC0403 EndpointTwice Error "an etcd endpoint is given twice"
"List each member once.";
KC0404 EvenMembers Warning "an even number of etcd members"
"A majority of 4 is 3, as of 5: the fourth member adds a machine that can fail and no failure that can be survived. Use 1, 3, 5 or 7.";
KC0405 EtcdTwice Error "etcd both external and on machines"
"Either `etcd.endpoints` names members that exist already, or machines of the role etcd are set up. With both, it is not clear which the cluster shall use.";
KC0407 ApiHostNeeded Error "several control planes and no common address"
"Workers and kubectl reach the API by one address. With several control planes that is a load balancer, or a DNS name that resolves to all of them.";
KC0408 NotAHost Error "not an address or DNS name"
"The field takes an IP address or a DNS name, without scheme, port or path.";
KC0409 ApiHostInRange Error "the API's address lies in the pod or service range"
"Machines would send API traffic to a pod subnet or a service.";
KC0410 ApiHostIsOne Warning "the API's address is one of several control planes"
"When that machine is down, workers and kubectl lose the API although others still run. Use a load balancer, or a DNS name that resolves to all.";
KC0411 NotADiscoveryUrl Error "not a discovery URL"
"etcd's members can find each other through a list that a further etcd keeps: https://discovery.etcd.io/TOKEN, or one of your own. Each cluster needs a token of its own, made for its number of members, and never used again.";

KC0501 NotAVersion Error "not a version"
"Releases are written vX.Y.Z; the images that the guide uses carry a suffix, as in v1.4.0_coreos.0. Without one, the suffix of the image that was published is filled in.";
KC0502 ReleaseNotOffered Error "a release the profile does not offer"
"Each profile's units and manifests fit the releases that its document was written for, and their neighbours: 1.2 to 1.5 for coreos-guide, 0.19 to 1.1 for fleet-units, 1.0 and 1.1 for weave, 1.4 (as published 0.7) for corekube. Others have other flags, another API or another storage back end.";
KC0503 NoFlagList Warning "no list of flags for this release"
"Every flag that is rendered is checked against the flags that the release's programs have. For this release there is no such list, so the check could not be made.";
KC0504 NeedsRelease Error "an option needs another release"
"The option relies on something that the chosen release does not have yet.";
KC0505 OsVersion Error "not a Container Linux release"
"Releases are three numbers such as 1185.3.0. kubelet-wrapper is part of the image since 962.0.0.";
KC0506 Conflict Error "two options exclude each other"
"Each makes sense alone; together they would leave the cluster without something it needs.";
KC0507 NotInCatalogue Error "a release that the catalogue does not have"
"Machines download programs and refuse those with another checksum than the catalogue's. For a release that it does not have, none is known, nor what goes with it.";
KC0508 EndOfLife Warning "a release that is not repaired any more"
"A minor release of Kubernetes is repaired for fourteen months. After that, holes in it become known and stay open. A cluster is upgraded one minor release at a time, so the way gets longer the later it begins.";
KC0509 EndOfLifeNear Note "a release that soon will not be repaired any more"
"A minor release of Kubernetes is repaired for fourteen months. A new cluster is better begun with one that has most of them ahead.";
KC0510 NotNewestPatch Note "a release that lacks repairs"
"Patch releases of one minor release have the same flags and objects, and differ in repairs alone: nothing speaks for an older one.";
KC0511 VersionSkew Error "releases too far apart"
"A kubelet may be up to three minor releases older than the API server it talks to, and never newer: it would ask for what the API server does not know. Control planes are upgraded first, one minor release at a time.";
KC0512 NoImage Warning "no extension image of this release is known"
"Flatcar's bakery makes images of the releases that are new when it runs, so some never get one, and the newest gets one some days later. Without an image a machine waits for its download at its first boot, for ever.";

KC0601 NotMetadata Error "not fleet metadata"
"fleet places units by `key=value` pairs of machines. A requirement with a second `=`, a comma or a blank is dropped by fleet without a word, and the unit then runs anywhere.";
KC0602 NotAMachineId Error "not a machine id"
"fleet and systemd know a machine by 32 hexadecimal digits, which it makes at its first boot.";
KC0603 PortTaken Error "a port that another program has"
"The API server shares its machine with etcd and other parts of Kubernetes, whose ports are fixed. Two programs cannot listen at one port: the second to start fails, again and again.";
KC0604 SameMetadata Error "leaders and workers have the same fleet metadata"
"fleet places the API server on machines with the leaders' metadata, and kubelet and proxy on those with the workers'. If both are the same, every machine gets all of it: workers without an etcd member run API servers too.";

KC0701 NotConnected Error "a machine that Weave does not reach"
"Each machine tells Weave at least one peer to connect to, or is named by another. Addresses spread from there by themselves. A machine that is in no such pair stays alone: its pods, its etcd member and its kubelet reach nobody.";
KC0702 BridgeSubnet Error "a subnet that no bridge can have"
"Each machine's bridge has a part of the pod range of its own, from /16 to /28: docker gives its addresses to pods, and all machines send the whole pod range into Weave.";
KC0703 SharedSubnet Error "two machines share a subnet"
"docker on each machine gives out the addresses of its own subnet and asks nobody. With shared subnets, pods of different machines get the same address.";
KC0704 SecretInUserData Warning "secrets in user-data"
"Passwords and tokens stand in the machines' cloud-config. Clouds show user-data to every process of the machine that asks their metadata service, pods included, and keep it in their own records. Where that is too much, install the files with install.sh instead, or block 169.254.169.254 for pods. If it is accepted, add KC0704 to `allow`.";
KC0705 NotEncrypted Note "Weave without a password"
"Without a password Weave sends what machines say to each other in the clear, and takes in every machine that reaches port 6783: it then reaches the API, which asks nobody for a name. On a network that is not yours alone, set one.";
KC0706 ShortPassword Warning "a short password"
"Weave makes its keys from the password and whoever records its packets can try passwords at leisure. 20 random letters and digits are out of reach.";
KC0707 RegistryLogin Error "a registry login that cannot be written"
"Logins are kept as base64 of `user:token`, by the registry's address: the user ends at the first colon, and each registry has one login. The kubelet ignores the whole file if one entry is wrong.";
KC0708 SharedTooLarge Warning "one cloud-config for too many machines"
"Clouds limit user-data: EC2 to 16 KiB, OpenStack and Azure to 64 KiB of base64. One cloud-config for all machines grows with each of them.";

KC0801 MachineIdTwice Error "a machine id is given twice"
"No two machines have the same id; a unit that is bound to it would run on one of them only.";
KC0802 OpenDoor Warning "every port is open to everybody"
"The original's security group lets anybody reach every port of every server. The API, etcd, fleet and the kubelets ask nobody for a name: whoever finds the addresses owns the cluster. Name your own network as `admin_cidr` and leave the door shut.";
KC0803 OutsideStack Error "a server outside the stack's network"
"The discovery server, the overlord and the master get the addresses that the spec gives them, as ports in the stack's own network: the first of `network.hosts`. Its first address is the router's.";
KC0804 StackFull Error "no room for the minions' addresses"
"Minions get their addresses from the longest run of free ones between the other servers'.";
KC0805 NoOverlord Note "nobody starts the units by itself"
"`kubecore-cli overlord` gives machines their units, on the overlord's server. From where that server can download the program is not known here: with `corekube.overlord.url` and `sha256` it starts by itself, without it waits for the program to be copied there. cluster/start-units.sh does the same by hand, for machines whose ids are known.";
KC0806 Placeholder Error "a text that Heat could change"
"Heat fills every `%name%` in what servers get, in the comment of an SSH key too. A text with two percent signs could hold such a place, and the server would get another text than yours.";

KC0901 OurBug Error "a rendered file is wrong"
"kubecore reads back what it renders. This finding means a bug in kubecore, not in your file. Nothing was written. Please report it with the cluster.yaml (it holds no secrets).";

KC1001 ForeignPki Error "a PKI directory of another cluster"
"Each cluster has an authority of its own: a machine of one must not be known to another. The directory's file kubecore-pki names the cluster whose keys it holds, and the spec another. Use that cluster's directory, or give -d another one. To rename a cluster, edit the second line of kubecore-pki.";
KC1002 NotAPki Error "not a PKI directory of this format"
"A PKI directory is known by its file kubecore-pki: a line with the version of its form, and one with the cluster's name. Without it, the files in a directory are somebody else's.";
KC1003 NotAPrivateKey Error "not a private key that can be used"
"Keys are read from PEM files: PKCS#8, PKCS#1 or SEC 1, of the kind ECDSA P-256 or RSA with 2048 to 8192 bits, without a password. `openssl pkey -in KEY -out PLAIN` takes a password away. Keep such a file where only you can read it.";
KC1004 NotACertificate Error "not a certificate"
"Certificates are read from PEM files with `-----BEGIN CERTIFICATE-----`. `openssl x509 -inform der` turns one that is in DER into PEM, `openssl pkcs12 -nodes` unpacks a .p12 file.";
KC1005 KeyMismatch Error "a key and a certificate that do not belong together"
"A certificate names a public key. Servers refuse to start with another private key than that one's, and an authority with the wrong key signs what nobody accepts.";
KC1006 HalfAPair Error "half of a pair"
"A key without its certificate, or a certificate without its key, is of no use, and nothing is made in the other's place, because the missing half may still exist. Bring it back; or remove the rest, and `pki init` makes both anew.";
KC1007 BrokenChain Error "a chain of certificates that does not hold"
"The file of an authority begins with the certificate that signs, followed by the one that signed that, and so on up to the root, which signs itself. Programs that only know the root follow this chain in this order.";
KC1008 NotAnAuthority Error "a certificate that may not sign others"
"Only a certificate with CA:TRUE and the usage of signing certificates may stand above others, with a path length that leaves room for those below it. What another signs is refused by every program.";
KC1009 OtherSigner Error "a certificate of another authority"
"Machines of a cluster accept what its authority has signed, and nothing else. This certificate was signed by another.";
KC1010 AuthorityEnds Error "an authority that is not valid now"
"Nothing outlives its authority: once that has expired, the whole cluster needs new certificates. Begin a new PKI directory, and give every machine its new files in one go.";
KC1011 NoEntropy Error "no randomness"
"Keys are made of random bytes of the operating system or browser. Without them a key could be guessed, so none is made.";
KC1012 ClockWrong Error "a clock that cannot be right"
"Certificates say from when to when they are valid, counted from this machine's clock. One that is years late makes certificates that have expired when they arrive.";
KC1013 NoAuthorityKey Error "the authority's key is not here"
"Only the authority's key can sign. Where it is kept offline, bring it back to make certificates; where another signs, make requests (`pki init --requests`) and read back what they signed (`pki import`).";
KC1014 CertificateMissing Error "a certificate is missing"
"Rendering never makes a key, so that it cannot make a second one by mistake. `pki init` makes what is missing and keeps what is there.";
KC1015 CertificateOutdated Error "a certificate no longer fits the cluster"
"The spec has names or addresses that the certificate lacks, or uses it for more than it allows: programs would refuse it. `pki renew` makes it anew; `pki status` lists them all.";
KC1016 NoPlaceFor Error "a certificate that nobody waits for"
"A certificate that comes back is known by its key. This one belongs to no key in the directory.";
KC1017 NoCertificates Error "nothing to make keys for"
"The chosen profile knows no certificates, or `pki.source` leaves making them to somebody else.";
KC1018 PkiUnused Warning "a setting of certificates that changes nothing"
"The script of `pki.source: openssl-script` makes RSA keys with the guide's own lifetimes. These settings are for `generate`.";
KC1019 TokensNeedRsa Note "one key stays RSA"
"The API server's key also signs service-account tokens, and releases before 1.5 sign them with RSA only (kubernetes/kubernetes#33565). All other keys are of the kind that was asked for.";
KC1020 OutlivesAuthority Warning "certificates would outlive their authority"
"A certificate is worth nothing once its authority has expired, so it is made to end with it. Give the authority more days, or certificates fewer.";
KC1021 PrivateFile Error "a file of the PKI directory that cannot be trusted"
"Keys must be readable by their owner alone, and be plain files: a link or a file that others can write could be exchanged at any time.";

KC1101 NotAJoinToken Error "not a join token"
"kubeadm's tokens are six characters, a dot and sixteen characters, all of a-z and 0-9. The first part names the token and is no secret, the second proves it.";
KC1102 VipNeeded Error "no address that control planes can hand over"
"kube-vip puts one address on whichever control plane leads, and takes it away when that machine is lost. The address must be free, and lie in the network of the control planes' own addresses.";
KC1103 KeysInUserData Warning "private keys in user-data"
"Platforms show user-data to every program of a machine that asks their metadata service, pods included, and keep it in their own records. Whoever reads a control plane's can act as the API server. Where that is too much, let install.sh place the keys, or block 169.254.169.254 for pods.";
KC1104 LabelRefused Error "a label that a kubelet may not set"
"A kubelet that could label itself as it likes could draw workloads to it that are not meant for it. Under kubernetes.io and k8s.io it sets only what Kubernetes names, and stops at its start otherwise.";
KC1105 NameTooLong Error "a machine's name is too long"
"The kubelet is known to the API by a certificate for `system:node:NAME`, and certificates have room for 64 characters.";
KC1150 UserDataTooLarge Error "user-data that the platform does not take"
"Platforms take user-data up to a size of their own: 16 KiB on EC2, 64 KiB on most others. What is larger is refused when the machine is made, or cut off. Where Ignition unpacks gzip, a packed file may fit; else serve the configs yourself and name the place as `flatcar.config_url`: machines then get a small one, with the hash of the large one in it.";
KC1151 UserDataNearLimit Warning "user-data near the platform's limit"
"More than four fifths of the size are taken: a few more files or keys, and machines cannot be made any more. The remedies are those of KC1150.";

KC1201 NotCloudConfig Error "not a cloud-config"
"`convert` reads what coreos-cloudinit read: text whose first line is `#cloud-config` and nothing else, packed with gzip or not. Scripts, MIME archives and Ignition configs are user-data of other kinds.";
KC1202 CannotUnpack Error "content that cannot be unpacked"
"Content in base64 or gzip is unpacked to be written anew. What is damaged, or grows beyond 16 MiB, is refused: coreos-cloudinit dropped the whole file for one such entry.";
KC1203 NeverRead Warning "a key that coreos-cloudinit never read"
"It ignored keys that it did not know, such as those of cloud-init of other systems, so the machine has never had what they ask for. Nothing is made of them.";
KC1204 NeverTaken Error "a value that coreos-cloudinit did not take"
"It stopped, or ignored the value, depending on the field. What was meant cannot be known: write a value of the field's own form.";
KC1205 NoEffect Warning "a setting that had no effect"
"coreos-cloudinit or systemd passed over it in silence, so the machine has never had what it asks for. Nothing is made of it.";
KC1206 BlockRetired Error "settings of a program that is gone"
"The image no longer has etcd 0.4, etcd 2, fleet and flannel, and nothing reads their settings. What replaces them is a decision, not a translation: the help line names today's way.";
KC1207 ImageDecides Warning "a setting that the image decides today"
"What the block asked for is part of the image, or chosen with it. Nothing is made of it.";
KC1208 UnitRetired Error "a unit that no longer exists"
"Enabling a unit that the image does not have does nothing, and a unit that requires one never starts. The help line names what took its place.";
KC1209 OrderRetired Warning "an order relative to a unit that no longer exists"
"systemd ignores `After=`, `Before=` and `Wants=` of units that do not exist: the unit starts, and no longer waits for what it waited for.";
KC1210 ProgramRetired Error "a program that is gone"
"The image no longer has rkt, kubelet-wrapper, fleet, etcd 2 and the kubelet of its early releases. A command that calls one fails.";
KC1211 AddressVariable Error "an address that nobody fills in"
"coreos-cloudinit replaced `$private_ipv4` and its like in the whole text before it read it. Ignition replaces nothing, so the letters would stay. Addresses come from a file that the metadata service writes at each boot, which units read as environment.";
KC1212 AddressEnvironment Warning "addresses from a file that is no longer written"
"coreos-cloudinit put COREOS_PRIVATE_IPV4 and its like into /etc/environment. With Ignition nobody does: the metadata service writes a file under /run/metadata, with names for each platform.";
KC1213 VolatilePath Error "a file in a place that does not last"
"coreos-cloudinit wrote its files at every boot, Ignition writes them once, before the first. What lies in memory (/run, /tmp, /dev, /proc, /sys) is gone by then.";
KC1214 ReadOnlyPath Error "a file in a place that cannot be written"
"/usr belongs to the image and is read-only. Programs of your own go to /opt/bin, settings to /etc.";
KC1215 SpecialBits Warning "set-user-ID, set-group-ID or sticky on a file"
"coreos-cloudinit lost these bits, and Ignition before 3.6 does not set them. The file gets the nine permission bits alone, as before.";
KC1216 DecimalMode Warning "permissions that look decimal"
"Permissions are octal. A YAML tool that reads a bare 0644 as a number writes 420 back, which coreos-cloudinit took for octal 0420. The octal reading is kept.";
KC1217 WrittenTwice Warning "a path that is written twice"
"coreos-cloudinit wrote both, so the last stayed. Ignition refuses a config that names a path twice: the last is kept.";
KC1218 CommandLost Warning "a unit command without a counterpart"
"Commands ran at every boot, once all was in place. Ignition has none: a unit is enabled, disabled or masked.";
KC1219 InstallAdded Note "a unit gets a section that starts it"
"`command: start` started a unit at every boot. Ignition can only enable one, which takes an [Install] section that says what starts it.";
KC1220 OnceOnly Note "Ignition runs once"
"coreos-cloudinit applied its file at every boot: what was changed on the machine was put back, and a new user-data took effect with the next boot. Ignition runs before the first boot alone. To change a machine, make it anew.";
KC1221 RuntimeUnit Note "a runtime unit stays"
"`runtime: true` put a unit under /run, and the next boot put it there again. Ignition writes it to /etc once: the same units, and nothing to put back.";
KC1222 KeysImported Error "SSH keys from a server"
"coreos-cloudinit fetched keys at boot. Ignition takes keys alone: whoever controls that server would control the machine.";
KC1223 PlainPassword Warning "a password that is no hash"
"`passwd` is written to /etc/shadow as it is. Nobody can log in with a password that is not hashed, and everybody who reads the user-data knows it. Messages never repeat it.";
KC1224 NeedsDocker Warning "a unit that needs docker, which is off"
"The same file masks docker.service, so that the unit cannot start.";
KC1225 RebootByLock Warning "restarts that wait for a lock"
"`etcd-lock` takes a lock in etcd before a restart. The image has no etcd of its own any more: the lock needs one that you run.";
KC1226 HostsUnnamed Warning "/etc/hosts for a name that is not known"
"`manage_etc_hosts: localhost` wrote the machine's name into /etc/hosts, as the machine knew it. Without `hostname` it is not known here. systemd resolves a machine's own name without it (nss-myhostname).";
KC1227 NotAUnit Error "not a unit"
"systemd reads files whose names end in a type of unit, with sections of `Key=value` lines. Ignition refuses names without a type.";
KC1228 NotIgnition Error "Ignition would refuse the outcome"
"What was translated breaks a rule of Ignition 3.4 that no earlier finding names.";
KC1229 PathMoved Note "a path has moved"
"Flatcar keeps in /etc/flatcar what CoreOS kept in /etc/coreos; a link is there for programs, under which Ignition cannot write.";
KC1230 ForeignUnit Note "a unit that is not in the file"
"Enabling a unit that the file does not bring needs the image to have it, with an [Install] section.";
KC1231 GroupRetired Warning "a group that no longer exists"
"Ignition stops the boot of a machine whose user shall join a group that does not exist. The group is left out.";

KC1301 PlainApi Warning "an API without encryption and passwords"
"Kubernetes as these documents of 2014 and 2015 set it up has no certificates: the API server listens in plain HTTP on the machines' network and asks nobody who they are. Whoever reaches the port can run any program as root on any machine, and whoever is on the way reads and changes what is said. No setting of the profile closes this. Keep the network closed, or build anew with the profile `flatcar`. `--strict` refuses it until `allow` says that you know.";
KC1302 PlainEtcd Warning "etcd without encryption and passwords"
"etcd holds everything that the cluster knows, secrets as they are. The profile's releases reach it in plain HTTP without a certificate or password, so whoever reaches its client port reads all secrets and can change every object past the API server's rules. No setting of the profile closes this: only machines of the cluster may reach the port.";
KC1303 OpenKubelets Warning "kubelets that take orders from anybody"
"Kubelets before Kubernetes 1.5 cannot ask who calls them, and those of this profile do not: port 10250 of every machine runs programs in any container for whoever asks. Nor does an API server of these profiles limit what a known caller may do. Close the port to all but the control planes.";
KC1304 NoRepairs Warning "software that nobody repairs"
"Kubernetes 1.5 and older have not been repaired since 2017, and CoreOS Container Linux not since May 2020. Faults that became known since then stay open. The profile is for machines that are still there, not for new ones.";
KC1401 NotAService Error "not the URL of a service"
"The overlord reaches etcd, fleet and the API server by HTTP, HTTPS, or HTTP over a Unix socket: `http://HOST:PORT`, `https://HOST:PORT` or `unix:///PATH`. User names and passwords have no place in it, as URLs are logged: certificates are given as files.";
KC1402 TlsIncomplete Error "half of a TLS set-up"
"A certificate is shown with its key, and a server's certificate is good if the authority that signed it is known. The cluster's authority is none that systems know, so its file has to be given. Files that no https URL uses would be a protection that is not there.";
}
