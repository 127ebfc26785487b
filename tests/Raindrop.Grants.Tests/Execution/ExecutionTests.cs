using Raindrop.Documents;
using Raindrop.Grants.Queue;
using Raindrop.Grants.Tests.Running;
using Raindrop.Tenancy;
using Raindrop.Tenants.Tests.Stores;

namespace Raindrop.Grants.Tests.Execution;

/// <summary>What executors do with what waits, on every store.</summary>
public sealed class ExecutionTests
{
    private const string Doc = "rd.release:a";
    private const string Other = "rd.release:b";
    private const string Design = "_design/rd.app";
    private const string View = """{"views":{"all":{"map":"function (doc) { emit(doc._id, null) }"}}}""";

    public static TheoryData<string> Stores => TenantWorld.All;

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_grant_writes_its_documents_into_each_database_and_deletes_what_it_names(string store)
    {
        await using var world = await GrantWorld.CreateAsync(store);
        TenantInfo[] tenants = [await world.CreateTenantAsync(), await world.CreateTenantAsync()];
        var untouched = await world.CreateTenantAsync();
        foreach (var tenant in tenants) await world.PutAsync(tenant, Other, """{"old":1}""");
        var grant = await world.PresentAsync(1, tenants, (Doc, """{"b":1.5,"a":"é"}"""), (Design, View), (Other, null));

        var pass = await world.NewExecutor().RunOnceAsync();

        pass.Should().Be(new GrantPass { Settled = 1 });
        foreach (var tenant in tenants)
        {
            GrantContent.Digest(System.Text.Encoding.UTF8.GetBytes((await world.ReadAsync(tenant, Doc))!)).Should().Be(grant.Documents[0].Digest);
            (await world.ReadAsync(tenant, Design)).Should().Contain("emit");
            (await world.ReadAsync(tenant, Other)).Should().BeNull();
            (await world.OutcomeAsync(grant, tenant)).Should().BeEquivalentTo(new { grant.Release, Sequence = 1, Documents = 3, grant.IssuedAt, AcceptedAt = grant.IssuedAt, Outcome = GrantOutcome.Written, Refusal = GrantRefusal.None });
        }

        (await world.ReadAsync(untouched, Doc)).Should().BeNull();
        (await world.JournalAsync(untouched)).Should().BeEmpty();
        (await world.WaitingAsync()).Should().Be(0);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_grant_writes_over_whatever_is_there(string store)
    {
        await using var world = await GrantWorld.CreateAsync(store);
        var tenant = await world.CreateTenantAsync();
        await world.PutAsync(tenant, Doc, """{"mine":1e2}""");
        var planted = new Document { Id = Doc, Revision = "9-abc", RevisionHistory = ["9-abc"], Content = """{"planted":true}"""u8.ToArray() };
        await world.DatabaseOf(tenant).BulkWriteAsync([planted], WriteMode.Replicated);
        var grant = await world.PresentAsync(1, [tenant], (Doc, """{"v":1}"""));

        await world.NewExecutor().RunOnceAsync();

        (await world.ReadAsync(tenant, Doc)).Should().Be("""{"v":1}""");
        (await world.OutcomeAsync(grant, tenant)).Outcome.Should().Be(GrantOutcome.Written);
    }

    [Fact]
    public async Task What_is_already_as_granted_is_not_written_again()
    {
        await using var world = await GrantWorld.CreateAsync(TenantWorld.Embedded);
        var tenant = await world.CreateTenantAsync();
        await world.PutAsync(tenant, Doc, """{"b":2, "a":"\u0061"}""");
        var before = await world.DatabaseOf(tenant).GetRevisionAsync(Doc);
        var grant = await world.PresentAsync(1, [tenant], (Doc, """{"a":"a","b":2}"""), (Other, null));

        await world.NewExecutor().RunOnceAsync();

        (await world.DatabaseOf(tenant).GetRevisionAsync(Doc)).Should().Be(before);
        (await world.OutcomeAsync(grant, tenant)).Outcome.Should().Be(GrantOutcome.Written);
    }

    [Fact]
    public async Task A_document_with_an_attachment_is_not_as_granted()
    {
        await using var world = await GrantWorld.CreateAsync(TenantWorld.Embedded);
        var tenant = await world.CreateTenantAsync();
        var attachments = new Dictionary<string, DocumentAttachment> { ["a"] = new() { ContentType = "text/plain", Data = "x"u8.ToArray() } };
        await world.DatabaseOf(tenant).PutAsync(new Document { Id = Doc, Content = """{"v":1}"""u8.ToArray(), Attachments = attachments });
        await world.PresentAsync(1, [tenant], (Doc, """{"v":1}"""));

        await world.NewExecutor().RunOnceAsync();

        (await world.DatabaseOf(tenant).GetAsync(new DocumentReference(Doc)))!.Attachments.Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_release_never_goes_back(string store)
    {
        await using var world = await GrantWorld.CreateAsync(store);
        var tenant = await world.CreateTenantAsync();
        await world.PresentAsync(7, [tenant], (Doc, """{"v":7}"""));
        await world.NewExecutor().RunOnceAsync();
        var older = await world.PresentAsync(6, [tenant], (Doc, """{"v":6}"""), (Other, """{"v":6}"""));
        var same = await world.PresentAsync(7, [tenant], (Other, """{"v":7}"""));

        await world.NewExecutor().RunOnceAsync();

        (await world.OutcomeAsync(older, tenant)).Outcome.Should().Be(GrantOutcome.Superseded);
        (await world.OutcomeAsync(same, tenant)).Outcome.Should().Be(GrantOutcome.Written, "a release may need several grants");
        (await world.ReadAsync(tenant, Doc)).Should().Be("""{"v":7}""");
        (await world.ReadAsync(tenant, Other)).Should().Be("""{"v":7}""");
    }

    [Fact]
    public async Task One_release_does_not_say_two_things()
    {
        await using var world = await GrantWorld.CreateAsync(TenantWorld.Embedded);
        var tenant = await world.CreateTenantAsync();
        await world.PresentAsync(7, [tenant], (Doc, """{"v":1}"""));
        await world.NewExecutor().RunOnceAsync();
        var otherContent = await world.PresentAsync(7, [tenant], (Doc, """{"v":2}"""));
        var deletion = await world.PresentAsync(7, [tenant], (Doc, null));
        var otherName = world.Queued(7, [tenant], (Other, "{}"));
        otherName = otherName with { Grant = otherName.Grant with { Release = "another" } };
        await new GrantQueue(world.Queue).AddAsync(otherName with { Token = TestGrants.Seal(otherName.Grant) }, default);

        await world.NewExecutor().RunOnceAsync();

        foreach (var grant in new[] { otherContent, deletion, otherName.Grant })
            (await world.OutcomeAsync(grant, tenant)).Refusal.Should().Be(GrantRefusal.Contradiction);
        (await world.ReadAsync(tenant, Doc)).Should().Be("""{"v":1}""");
        (await world.ReadAsync(tenant, Other)).Should().BeNull();
    }

    [Fact]
    public async Task A_store_that_refuses_a_document_ends_the_grant_there_and_nowhere_else()
    {
        await using var world = await GrantWorld.CreateAsync((await TestServers.RealServers.PreferredCouchDbAsync()).Name);
        TenantInfo[] tenants = [await world.CreateTenantAsync(), await world.CreateTenantAsync()];
        await world.PutAsync(tenants[0], "_design/rules", """{"validate_doc_update":"function (doc) { if (doc.bad) throw({forbidden: 'no'}) }"}""");
        var grant = await world.PresentAsync(1, tenants, (Doc, """{"bad":true}"""), (Other, "{}"));

        await world.NewExecutor().RunOnceAsync();

        (await world.OutcomeAsync(grant, tenants[0])).Refusal.Should().Be(GrantRefusal.Store);
        (await world.OutcomeAsync(grant, tenants[1])).Outcome.Should().Be(GrantOutcome.Written);
        (await world.WaitingAsync()).Should().Be(0);
    }
}
