import PetrelCloud
import PetrelPlugin
import Testing

@testable import PetrelHTTP

@Suite struct CloudStackValidationTests {
    private let fixture: CloudStackFixture

    init() throws {
        fixture = try CloudStackFixture()
    }

    @Test(arguments: [
        ("listMachines&id=5", "id"), ("listMachines&ids=\(CloudStackFixture.id)%2C7", "ids"),
        ("listMachines&cpunumber=x", "cpunumber"),
        ("listMachines&cpunumber=2147483648", "cpunumber"),
        ("listMachines&details=yes", "details"), ("listMachines&startdate=2026-02-30", "startdate"),
        ("listMachines&hostname=12345678901", "hostname"), ("deployMachine", "zoneid"),
        ("deployMachine&zoneid=", "zoneid"), ("listMachines&page=1", "pagesize"),
        ("listMachines&pagesize=1", "page"), ("listMachines&page=1&pagesize=501", "pagesize"),
        ("listMachines&page=0&pagesize=5", "page"), ("listMachines&page=1&pagesize=0", "pagesize"),
        ("listMachines&page=1&pagesize=-2", "pagesize"), ("listMachines&page=x&pagesize=1", "page"),
    ])
    func `a value that does not fit is a 431 that names the parameter`(
        _ query: String, _ parameter: String
    ) async {
        let reply = await fixture.send("command=" + query)
        #expect(reply.status == 431)
        #expect(reply.header("X-Description")?.contains(parameter) == true)
        #expect(fixture.calls.all.isEmpty)
    }

    @Test func `values reach the command by their types`() async throws {
        let query =
            "command=listMachines&ID=\(CloudStackFixture.id.uppercased())&cpuNumber=4&details=TRUE"
            + "&startdate=2026-11-22%2012%3A00%3A00&tags%5B1%5D.key=b&tags%5B0%5D.key=a"
            + "&tags%5B0%5D.value=1&ids=\(CloudStackFixture.id)%2C%20-1&unknown=9&page=2&pagesize=50"
        #expect(await fixture.send(query).status == 200)
        let call = try #require(fixture.calls.all.first)
        #expect(try call.id("id") == CloudStackFixture.id)
        #expect(call.integer("cpuNumber") == 4 && call.boolean("details") == true)
        #expect(call.date("startdate") == Timestamp("2026-11-22T12:00:00Z"))
        #expect(call.map("tags") == ["a": "1", "b": ""])
        #expect(call.ids("ids") == [CloudStackFixture.id, "-1"])
        #expect(call.string("unknown") == nil)
        #expect((call.page, call.pageSize, call.offset) == (2, 50, 50))
    }

    @Test(arguments: [("", 500), ("&pagesize=-1", 100_000), ("&page=1&pagesize=500", 500)])
    func `a page has five hundred items, or all that were asked for`(_ query: String, size: Int)
        async
    {
        #expect(await fixture.send("command=listMachines" + query).status == 200)
        #expect(fixture.calls.all.first?.pageSize == size)
    }

    @Test func `a parameter that is not for the caller's role counts as not sent`() async {
        _ = await fixture.send("command=listMachines&hostname=h", as: "user")
        _ = await fixture.send("command=listMachines&hostname=h", as: "admin")
        #expect(fixture.calls.all.map { $0.string("hostname") } == [nil, "h"])
    }

    @Test func `a day without a time begins and ends`() {
        let day = "2026-11-22"
        #expect(APIParameter.date(day)?.text(.api) == "2026-11-22T00:00:00+0000")
        #expect(APIParameter.date(day, endOfDay: true)?.text(.api) == "2026-11-22T23:59:59+0000")
    }
}
