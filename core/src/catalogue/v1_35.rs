//! Kubernetes 1.35.

use super::components::Pair;
use super::date::Date;
use super::minor::{Minor, Paired};
use super::release::{Release, release};

/// Dates: kubernetes.io/releases/1.35. Paired components: `cmd/kubeadm/app/constants/constants.go` of v1.35.6.
/// Image: the tags of flatcar/sysext-bakery at 80959c19 (2026-07-16).
pub(super) static MINOR: Minor = Minor {
    number: 35,
    maintenance: Date::new(2026, 12, 28),
    end_of_life: Date::new(2027, 2, 28),
    paired: Paired { core_dns: "1.13.1", pause: "3.10.1", etcd_image: "3.6.6-0", crictl: "1.35.0" },
    crictl_archive: Pair::of(
        "2e141e5b22cb189c40365a11807d69b76b9b3caced89fac2f4ec879408ce2177",
        "519071de89b64c43e2a1661bb5489c6c3fd5e9e5fcef75e50e542b0c891f1118",
    ),
    images: 0..=6,
    patches: &PATCHES,
};

/// kubelet, kubeadm and kubectl, each for amd64 and arm64 (kubernetes-sigs/kubespray at 46dbdd39,
/// `roles/kubespray_defaults/vars/main/checksums.yml`).
static PATCHES: [Release; 9] = [
    release(
        &MINOR,
        0,
        [
            "2f4ed7778681649b81244426c29c5d98df60ccabf83d561d69e61c1cbb943ddf",
            "aa658d077348b43d238f50966a583f4244b2a7d45590c77b3b165b7d44983ab8",
            "729e7fb34e4f1bfcf2bdaf2a14891ed64bd18c47aaab42f8cc5030875276cfed",
            "1dac7dc2c6a56548bbc6bf8a7ecf4734f2e733fb336d7293d84541ebe52d0e50",
            "a2e984a18a0c063279d692533031c1eff93a262afcc0afdc517375432d060989",
            "58f82f9fe796c375c5c4b8439850b0f3f4d401a52434052f2df46035a8789e25",
        ],
    ),
    release(
        &MINOR,
        1,
        [
            "e7343310e03ff0d424df4397bdfa4468947d6d1f0f93dac586c1e8d6e4086d5d",
            "73475c6db8fd8a9780b1b378fa2f917875e6146166c24603c1abc6eafd4493a8",
            "8a7ff344eef1bfba88f9a74b3fdc9ea4448c94f1b3cefb8c0aeeaf1f96e05053",
            "80097a3c4ef824f4edfe131d2bd429772c4be3a460c42a44f2320164a917de32",
            "36e2f4ac66259232341dd7866952d64a958846470f6a9a6a813b9117bd965207",
            "706256e21a4e9192ee62d1a007ac0bfcff2b0b26e92cc7baad487a6a5d08ff82",
        ],
    ),
    release(
        &MINOR,
        2,
        [
            "20887f461c0de96b0cb14c7af6b897f92d424ac078f8642f98e83ef52a0bf03e",
            "eaf11f9c20c385624775671662e127b083c9b5d0b451fd613f9468e09ca5656c",
            "a51cb85c70c98ec6868fd3413ac786af5fab4ce51438963752ec5f58e68e5452",
            "b540b734e9eaeb134e2cb7c7803dc62160589ac3b2615d717ce41acb22bbec98",
            "924eb50779153f20cb668117d141440b95df2f325a64452d78dff9469145e277",
            "cd859449f54ad2cb05b491c490c13bb836cdd0886ae013c0aed3dd67ff747467",
        ],
    ),
    release(
        &MINOR,
        3,
        [
            "28d570423eaad5f1f5658a646bd8c015c786c95d62ffaf14bf35fa0c4326fa05",
            "58496a5d16d4316b18397735190d2d41e0c368169ecb458d91b09f4cd1e03c80",
            "a3fb4b3a214a807e2ef4c3fda3196c7f97dcf8152558de5a3c473c869bda0b07",
            "647a9821c37a27bcaf6d679a191732b686c01cecd0219d5e579129f0cfd62cef",
            "fd31c7d7129260e608f6faf92d5984c3267ad0b5ead3bced2fe125686e286ad6",
            "6f0cd088a82dde5d5807122056069e2fac4ed447cc518efc055547ae46525f14",
        ],
    ),
    release(
        &MINOR,
        4,
        [
            "983a6ba5a49823dcdd745c674e5e2416377dd27d6ad1b42d2befa0fb961a19f6",
            "d710eef03bb4ad164bb77af9be5b11b44f874e2fc08153c7d383420d685f73e8",
            "0c0497da793f8897c14e45340da919534b615294a1aab69dc1998896c0f11145",
            "e8f6b5bee3e2c8b5965f4ae65c2ae04e3f9f426d2458a1e2f159e824d419d92c",
            "b529430df69a688fd61b64ad2299edb5fd71cb58be2a4779dba624c7d3510efd",
            "6a5a4cc4e396d7626a7a693a3044b51c75520f81db30fe6816c2554e53be336f",
        ],
    ),
    release(
        &MINOR,
        5,
        [
            "4ba1f892bd52fdae7cd2abb1b1111054ff274c71f88af0a85fd9f1107e8d46c8",
            "a100cfe89d7dd7a49a07164c6ccb78df02563483ef5b37330e1150e37e8868b3",
            "cbf71fbee3a3f60edf3fae4e50994f88a35b35cddf65d373d7955b58e8785397",
            "24658203703a8bfa2813571881c1ba08f8cc4aff714a5b43bbf417af7d3cf229",
            "90f75ea6ecc9ea5633262e1c0b83a40560003b30fc94a04cb099404fcef0c224",
            "ac69e06fd6860d69786692f5af1c3a1208ed54f8366a4d97ab15c172e99765ee",
        ],
    ),
    release(
        &MINOR,
        6,
        [
            "f320e9485cdb8fd190ab45efd3c3e29f6fcf4ad1a4c610a058d8f0b6bcd34a3a",
            "b45c8b2b8a46a92028fcd68571aa38c839b64e38e199da23e1f37dcbe9f3399b",
            "49fd320be1d6af003fc3b61ad60cf30b02838a661ab0139798e021f7e378d806",
            "b6acbcd4ab8a18759191a2d6373d84a80f3cb47ad5460603df5fe8887b139716",
            "5d11e2ba01ea68ffd053f56e27738e2b4330013ee67f7e46c6da6c585d3c9926",
            "c0f97f31c9ddc22d4951d543a1a7125a9af4b31e895ad4aa99899c4ba2a6ff0b",
        ],
    ),
    release(
        &MINOR,
        7,
        [
            "e48cbb9c62351aa95f455bdae3c9a9e9d7d644027c231ade7a67b868b2be3258",
            "0dc3f53fc51f6a6c26c437ec9eded016106ef931db2dd9b3905c656796bed438",
            "9206f531ffe9cef39e9b734bc49ee9ca965d646ff6d4536e5b3fd3ff71151512",
            "b8c3a1145a9875f046e9b66d5cd5810431e92ae1d5abca82f0151694cd257928",
            "12e97f9d23a9f6cbb87b89becd6bd291e1a858a3379a4e11e2c822c4c1530052",
            "5103d45b8881434d417694057b8ccb5ae79fd310a5c5c13e403c5e62e15909be",
        ],
    ),
    release(
        &MINOR,
        8,
        [
            "6971b9f95e54dbed67a2271abe6e78f8cc2894494649f3cf39e4b25a82dca923",
            "7744f84c49df6dff7d0a0471f9acef31568c02459659de83aa279cf3a04b1714",
            "1bbc64a2be5b300880ae9330c6bba592ec2a2b8ecb79c527b0c7cc0f44070e5e",
            "8956730f3ae46ebdb95e95845542f71d844f74affd69c14634a58d1fe3510d86",
            "874d5e72dbb819f43cff16bcd1e4f8bac5b7f2361fe1e55049b0a6c676fb0cbf",
            "cc749967b62f4422260bc9c0aa7a7c55f45175ae38cb8d95767b5d2b7e04c1fd",
        ],
    ),
];
