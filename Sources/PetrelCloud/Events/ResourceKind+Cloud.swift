extension ResourceKind { public static let virtualMachine: ResourceKind = "VirtualMachine" }
