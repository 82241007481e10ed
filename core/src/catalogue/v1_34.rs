//! Kubernetes 1.34.

use super::components::Pair;
use super::date::Date;
use super::minor::{Minor, Paired};
use super::release::{Release, release};

/// Dates: kubernetes.io/releases/1.34. Paired components: `cmd/kubeadm/app/constants/constants.go` of v1.34.9.
/// Image: the tags of flatcar/sysext-bakery at 80959c19 (2026-07-16).
pub(super) static MINOR: Minor = Minor {
    number: 34,
    maintenance: Date::new(2026, 8, 27),
    end_of_life: Date::new(2026, 10, 27),
    paired: Paired { core_dns: "1.12.1", pause: "3.10.1", etcd_image: "3.6.5-0", crictl: "1.34.0" },
    crictl_archive: Pair::of(
        "a8ff2a3edb37a98daf3aba7c3b284fe0aa5bff24166d896ab9ef64c8913c9f51",
        "c31d252e203df5f4cf37f314bd3092eb79087e791631c1e607087c74b6d0423f",
    ),
    images: 1..=9,
    patches: &PATCHES,
};

/// kubelet, kubeadm and kubectl, each for amd64 and arm64 (kubernetes-sigs/kubespray at 46dbdd39,
/// `roles/kubespray_defaults/vars/main/checksums.yml`).
static PATCHES: [Release; 12] = [
    release(
        &MINOR,
        0,
        [
            "5c0d28cea2a3a5c91861dda088a29d56c1b027e184dae1d792686f0710750076",
            "e45a7795391cd62ee226666039153832d3096c0f892266cd968936e18b2b40b0",
            "aecc23726768d1753fd417f6e7395cb1a350373295e8e9d9f80e95ed3618e38e",
            "6b7108016bb2b74132f7494e200501d6522682c01759db91892051a052079c77",
            "cfda68cba5848bc3b6c6135ae2f20ba2c78de20059f68789c090166d6abc3e2c",
            "00b182d103a8a73da7a4d11e7526d0543dcf352f06cc63a1fde25ce9243f49a0",
        ],
    ),
    release(
        &MINOR,
        1,
        [
            "5a72c596c253ea0b0e5bcc6f29903fd41d1d542a7cadf3700c165a2a041a8d82",
            "6a66bc08d6c637fcea50c19063cf49e708fde1630a7f1d4ceca069a45a87e6f1",
            "20654fd7c5155057af5c30b86c52c9ba169db6229eee6ac7abab4309df4172e7",
            "b0dc5cf091373caf87d069dc3678e661464837e4f10156f1436bd35a9a7db06b",
            "7721f265e18709862655affba5343e85e1980639395d5754473dafaadcaa69e3",
            "420e6110e3ba7ee5a3927b5af868d18df17aae36b720529ffa4e9e945aa95450",
        ],
    ),
    release(
        &MINOR,
        2,
        [
            "9c5e717b774ee9b9285ce47e7d2150c29e84837eb19a7eaa24b60b1543c9d58f",
            "3e31b1bee9ab32264a67af8a19679777cd372b1c3a04b5d7621289cf137b357c",
            "6a2346006132f6e1ed0b5248e518098cf5abbce25bf11b8926fb1073091b83f4",
            "065f7de266c59831676cc48b50f404fd18d1f6464502d53980957158e4cab3a7",
            "9591f3d75e1581f3f7392e6ad119aab2f28ae7d6c6e083dc5d22469667f27253",
            "95df604e914941f3172a93fa8feeb1a1a50f4011dfbe0c01e01b660afc8f9b85",
        ],
    ),
    release(
        &MINOR,
        3,
        [
            "0e759f40bbc717c05227ae3994b77786f58f59ffa0137a34958c6b26fa5bcbbd",
            "765b740e3ad9c590852652a2623424ec60e2dddce2c6280d7f042f56c8c98619",
            "f9ce265434d306e59d800b26f3049b8430ba71f815947f4bacdcdc33359417fb",
            "697cf3aa54f1a5740b883a3b18a5d051b4032fd68ba89af626781a43ec9bccc3",
            "ab60ca5f0fd60c1eb81b52909e67060e3ba0bd27e55a8ac147cbc2172ff14212",
            "46913a7aa0327f6cc2e1cc2775d53c4a2af5e52f7fd8dacbfbfd098e757f19e9",
        ],
    ),
    release(
        &MINOR,
        4,
        [
            "03b8fea715a7ef82eeaf518dee34c72670c57cc7bc40dc1320c04fbf4f15172f",
            "c78845473c434ee85a2444eeab87f8b20f524e3ab6854a078f79468f44aad8f5",
            "b967f1fa0e36621c402d38bb560eb4a943954d5cf5a00e5150842f6f5da73455",
            "d8028b7e8c8d6c9b3fc3da6bc88d4d0cfb33df1b4b026a7d6e8c35d1471c9f6e",
            "d50c359d95e0841eaad08ddc27c7be37cba8fdccfba5c8e2ded65e121ff112db",
            "5b982c0644ab1e27780246b9085a5886651b4a7ed86243acbb2bacc1bea01dda",
        ],
    ),
    release(
        &MINOR,
        5,
        [
            "660c7da5cca02dcd83ba21bb3df95a8983bb1c0169af396a8cc234a6d6e7297f",
            "a4cd54fa5af5ed6b4ed14cf172d30f53fd1f197d7d3f43af733b54b19cc87ac5",
            "e381f7f5c41f2a6916432177d95c1ee95d5539f790bbeacafe9ef61dc68e8e35",
            "cc8a59c0f04a1d7389790dc872b1c714e4cf4d3ba0c38ca2f4ca1388fb38b774",
            "6a17dd8387783b3144a65535e38d02c351027e9718ea34a6c360476cb26d28bb",
            "2d433b53b99ea532f877df6fa5044286e3950d4933967ac3d99262760bc649fd",
        ],
    ),
    release(
        &MINOR,
        6,
        [
            "603e15187e0a909a2f104b17b3ea1d927514eae9fe1e96cd8a05b015cf1ee82c",
            "6b30975e2a582367b5048ffdf9ae26e05442cc18faaf29b5dbd9c6a6b556fa26",
            "75a48673b8b9149c1555e0de3a2ce603468037d5396d746a75158828c9b56d7c",
            "7878391ea18b276ad69c570dcdaa46f74449a978f8e222f92d99855332a01f62",
            "3166155b17198c0af34ff5a360bd4d9d58db98bafadc6f3c2a57ae560563cd6b",
            "a49a439f83f504e6bc051f516a8baf8d2220d74110f7f9bcaf25feac69e368d1",
        ],
    ),
    release(
        &MINOR,
        7,
        [
            "1bc50f574e2f365513c07055e007d284d5e93322282ed288d27e81c2b4356d8c",
            "07658e949e5a089faf36da7ae4e7242a4d2a97fa8eaace0980fd9705d23143a8",
            "679f304e592c6f8e20bf24c424a2c5f35d8d181d171e15774cecd0cb1dffb7ba",
            "f0ca19db42757a3612e2a20268209a3843b6eb8c1284f11c5fa7c31d40ed8c8f",
            "b46ecf2b80f76d5a7d58c296c2e11e42c85eaa1eb866ddbc1e91625f71c21000",
            "93d2113f1f38b5709f2955b7981fcd37d675c9aafda81702c202a63361b6093b",
        ],
    ),
    release(
        &MINOR,
        8,
        [
            "117ff5f6923c9ab4af7fa4e995a2bdc48b4b0f84d00017b4d7368e1e861e84f2",
            "5d8d62d15f18c18998af09fcab83420b9cbccc2be7fede2a0b26f4a3f523c6b5",
            "27ec4962fc855f4e7fdc3875aa275168a66e721c27533c4953294968da96e7e5",
            "7b06f4442a7a819fcb4e0697721a2e4a8acda068d66ecfb4e781f213ee804884",
            "f6249132865c13abe3c9dd5038f5da65849cb86eee1608c001831504e481aa8c",
            "4c9fe1f717738950c638c38056130a8db5075e6413ae36d8687221a240cdf88b",
        ],
    ),
    release(
        &MINOR,
        9,
        [
            "d4ce6d8d7e2d762894b13bbed90dbb56fbe8fa01414a68cc2988e070d8676b94",
            "fd348a9bf8b796b6672fd864606af38e68e788dd62976a3a6b4d95333e406424",
            "76802c717a6917c35124675c639e283854506fec8700e6a63c81069918845127",
            "892789444a830b16eb1c8d3e09a878a9ced6ac18c5765e5bb9d41123a41ce3ee",
            "73bb6f5063caadae1e73a39de018d8ad21755984bea35358484db817859e7634",
            "63317b16a5264af47169b54dafd1878fed29031ebc8367960dd3b88484334e04",
        ],
    ),
    release(
        &MINOR,
        10,
        [
            "59669fd1233989fda877aa8a785bd56d4c73e739afcd90596c62e0172af2738c",
            "8f9305c7c639056e9544af4d360119af03c43cec470b2fb28ddaca26525b2564",
            "7a75c473f72166d3081ed35e627328f3d4ce960d6beff983cb6384a3dc675bf4",
            "550f1d6d7e73b91cc77d10f89a94e745d800e49b4b7fc509c1a670ffc6401b1b",
            "95bd70842bd11a524d24acd5b68726899e3488e153e45e2b4ae846545beda050",
            "52d3aeefea32fdfa3671ccd636be5da463ddfd0a2fc09d7bcbaedcff4c76cad5",
        ],
    ),
    release(
        &MINOR,
        11,
        [
            "4777a226b2ba3c1d656254bcf3f7ad471bf210042f361094216e51ab4fa9b4b6",
            "f12879879481e9af46317c2c82a6dba7d59df78ed095e44e0399643df1c4c8ba",
            "bd3cbe40aff6c7b3b939243ebd80dbd7da207c0e594cfdd434295bf553ea7351",
            "1365b20b698151f432eb8f5a8ca53f0200e85af32392d31f40ffa901a73b694c",
            "8efbb9435132a190920eb65a47a8c1ecf755ad85ab57a600c9bedbab460bb7a8",
            "5b045a4712674c88a56fd98eef4285689738b7fbe8735e1b9ee3509521af5cb4",
        ],
    ),
];
