fn main(){ claimfolio_shell::run() }
