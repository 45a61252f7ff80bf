// A machine's life through the Go client as Debian ships it, whose types are strict: a number where it declares a text
// breaks it. Then every list that the client knows is asked for.
package main

import (
	"fmt"
	"os"
	"reflect"
	"strings"

	"github.com/xanzy/go-cloudstack/cloudstack"
)

func main() {
	cs := cloudstack.NewAsyncClient(os.Args[1]+"/client/api", os.Args[2], os.Args[3], false)
	cs.AsyncTimeout(60)
	people(cs)
	machine, end := begin(cs)
	lists(cs)
	end()
	events, err := cs.Event.ListEvents(cs.Event.NewListEventsParams())
	must("listEvents", err)
	demand(events.Count > 20, "events of a life: %d", events.Count)
	fmt.Println("machine", machine)
}

func must(what string, err error) {
	demand(err == nil, "%s: %v", what, err)
}

func demand(condition bool, text string, values ...interface{}) {
	if !condition {
		fmt.Fprintf(os.Stderr, text+"\n", values...)
		os.Exit(1)
	}
}

func people(cs *cloudstack.CloudStackClient) {
	domain, err := cs.Domain.CreateDomain(cs.Domain.NewCreateDomainParams("gophers"))
	must("createDomain", err)
	params := cs.Account.NewCreateAccountParams("rob@example.com", "Rob", "Gopher", "Pass-123456", "rob")
	params.SetDomainid(domain.Id)
	params.SetAccounttype(0)
	account, err := cs.Account.CreateAccount(params)
	must("createAccount", err)
	demand(len(account.User) == 1 && account.Name == "rob", "the account %+v", account)
	keys, err := cs.User.RegisterUserKeys(cs.User.NewRegisterUserKeysParams(account.User[0].Id))
	must("registerUserKeys", err)
	demand(keys.Apikey != "" && keys.Secretkey != "", "keys %+v", keys)
}

// begin makes all that a machine needs and more, and gives what takes it away again.
func begin(cs *cloudstack.CloudStackClient) (string, func()) {
	zone, count, err := cs.Zone.GetZoneID("zone-1")
	must("getZoneID", err)
	demand(count == 1, "%d zones", count)
	template, _, err := cs.Template.GetTemplateID("Ubuntu 24.04 LTS", "executable", zone)
	must("getTemplateID", err)
	offerings, err := cs.ServiceOffering.ListServiceOfferings(cs.ServiceOffering.NewListServiceOfferingsParams())
	must("listServiceOfferings", err)
	made := cs.NetworkOffering.NewListNetworkOfferingsParams()
	made.SetZoneid(zone)
	made.SetGuestiptype("Isolated")
	networks, err := cs.NetworkOffering.ListNetworkOfferings(made)
	must("listNetworkOfferings", err)
	network, err := cs.Network.CreateNetwork(
		cs.Network.NewCreateNetworkParams("For gophers", "gopher-net", networks.NetworkOfferings[0].Id, zone))
	must("createNetwork", err)
	key, err := cs.SSH.CreateSSHKeyPair(cs.SSH.NewCreateSSHKeyPairParams("gopher-key"))
	must("createSSHKeyPair", err)
	demand(strings.Contains(key.Privatekey, "PRIVATE KEY"), "no private key")

	deploy := cs.VirtualMachine.NewDeployVirtualMachineParams(offerings.ServiceOfferings[0].Id, template, zone)
	deploy.SetName("gopher-vm")
	deploy.SetNetworkids([]string{network.Id})
	deploy.SetKeypair("gopher-key")
	vm, err := cs.VirtualMachine.DeployVirtualMachine(deploy)
	must("deployVirtualMachine", err)
	demand(vm.State == "Running" && len(vm.Nic) == 1 && vm.Nic[0].Ipaddress != "", "the machine %+v", vm)

	disks := cs.DiskOffering.NewListDiskOfferingsParams()
	disks.SetName("Small")
	disk, err := cs.DiskOffering.ListDiskOfferings(disks)
	must("listDiskOfferings", err)
	create := cs.Volume.NewCreateVolumeParams()
	create.SetName("gopher-data")
	create.SetDiskofferingid(disk.DiskOfferings[0].Id)
	create.SetZoneid(zone)
	volume, err := cs.Volume.CreateVolume(create)
	must("createVolume", err)
	attached, err := cs.Volume.AttachVolume(cs.Volume.NewAttachVolumeParams(volume.Id, vm.Id))
	must("attachVolume", err)
	demand(attached.Virtualmachineid == vm.Id, "the volume %+v", attached)
	snapshot, err := cs.Snapshot.CreateSnapshot(cs.Snapshot.NewCreateSnapshotParams(volume.Id))
	must("createSnapshot", err)
	associate := cs.Address.NewAssociateIpAddressParams()
	associate.SetNetworkid(network.Id)
	address, err := cs.Address.AssociateIpAddress(associate)
	must("associateIpAddress", err)
	demand(address.Ipaddress != "", "the address %+v", address)
	_, err = cs.Resourcetags.CreateTags(
		cs.Resourcetags.NewCreateTagsParams([]string{vm.Id}, "UserVm", map[string]string{"stage": "prod"}))
	must("createTags", err)
	_, err = cs.VirtualMachine.StopVirtualMachine(cs.VirtualMachine.NewStopVirtualMachineParams(vm.Id))
	must("stopVirtualMachine", err)
	_, err = cs.VirtualMachine.StartVirtualMachine(cs.VirtualMachine.NewStartVirtualMachineParams(vm.Id))
	must("startVirtualMachine", err)
	_, err = cs.VirtualMachine.RebootVirtualMachine(cs.VirtualMachine.NewRebootVirtualMachineParams(vm.Id))
	must("rebootVirtualMachine", err)

	return vm.Id, func() {
		_, err := cs.Snapshot.DeleteSnapshot(cs.Snapshot.NewDeleteSnapshotParams(snapshot.Id))
		must("deleteSnapshot", err)
		detach := cs.Volume.NewDetachVolumeParams()
		detach.SetId(volume.Id)
		_, err = cs.Volume.DetachVolume(detach)
		must("detachVolume", err)
		_, err = cs.Volume.DeleteVolume(cs.Volume.NewDeleteVolumeParams(volume.Id))
		must("deleteVolume", err)
		_, err = cs.Address.DisassociateIpAddress(cs.Address.NewDisassociateIpAddressParams(address.Id))
		must("disassociateIpAddress", err)
		destroy := cs.VirtualMachine.NewDestroyVirtualMachineParams(vm.Id)
		destroy.SetExpunge(true)
		_, err = cs.VirtualMachine.DestroyVirtualMachine(destroy)
		must("destroyVirtualMachine", err)
		_, err = cs.Network.DeleteNetwork(cs.Network.NewDeleteNetworkParams(network.Id))
		must("deleteNetwork", err)
	}
}

// lists asks for every list of the client that needs no parameter. What this server has not is told as such.
func lists(cs *cloudstack.CloudStackClient) {
	answered, wrong, services := 0, []string{}, reflect.ValueOf(cs).Elem()
	for i := 0; i < services.NumField(); i++ {
		service := services.Field(i)
		if service.Kind() != reflect.Ptr || !services.Type().Field(i).IsExported() {
			continue
		}
		for j := 0; j < service.NumMethod(); j++ {
			name := strings.TrimSuffix(strings.TrimPrefix(service.Type().Method(j).Name, "New"), "Params")
			make, list := service.Method(j), service.MethodByName(name)
			// This client takes the capabilities for a list, which no server sends.
			if name == "ListCapabilities" || !strings.HasPrefix(name, "List") || !list.IsValid() || name == service.Type().Method(j).Name ||
				make.Type().NumIn() != 0 {
				continue
			}
			result := list.Call(make.Call(nil))
			err, _ := result[1].Interface().(error)
			if err != nil {
				if !strings.HasPrefix(err.Error(), "CloudStack API error") {
					wrong = append(wrong, fmt.Sprintf("%s: %v", name, err))
				}
				continue
			}
			answered++
		}
	}
	demand(len(wrong) == 0, "%s", strings.Join(wrong, "\n"))
	demand(answered >= 30, "only %d lists were answered", answered)
	fmt.Println("lists", answered)
}
