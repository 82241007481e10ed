fn main() {
    kubecore_web::run();
}
