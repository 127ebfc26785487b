using Raindrop.Gateway.Grammar;
using Raindrop.Tenancy;

namespace Raindrop.Gateway.Tests.Grammar;

public sealed class GrammarTableTests
{
    /// <summary>The endpoints of the server by name; the rest of their path does not matter.</summary>
    private static readonly string[] Server = ["_all_dbs", "_dbs_info", "_db_updates", "_up", "_session", "_users", "_replicate", "_replicator", "_node", "_config", "_utils", "_uuids"];

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, GrammarCase.All.Count)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_request_is_the_operation_that_the_table_says_and_goes_on_in_one_encoding(int index)
    {
        var (method, _, operation, upstream) = GrammarCase.All[index];

        var target = Targets.Accept(method, GrammarCase.All[index].Path);

        target.Request.Operation.Should().Be(operation);
        target.Request.Database.Should().Be(Targets.Tenant);
        target.Request.Access.Should().Be(upstream is null ? OperationAccess.Refused : OperationAccess.Tenant);
        if (upstream is not null) target.CreateUpstreamTarget(Targets.Database).Should().Be(upstream.Replace("~", $"/{Targets.EncodedDatabase}", StringComparison.Ordinal));
        else target.Invoking(refused => refused.CreateUpstreamTarget(Targets.Database)).Should().Throw<InvalidOperationException>();
    }

    [Fact]
    public void Every_row_of_the_table_has_a_case()
    {
        var seen = GrammarCase.All.Select(one => Targets.Accept(one.Method, one.Path).Row).ToHashSet();
        seen.Add(Targets.Accept("COPY", $"/db/{Targets.Tenant}/doc", ("Destination", "copy")).Row);
        seen.Add(Targets.Accept("GET", "/db").Row);
        seen.UnionWith(GrammarTable.Rows.Where(row => row.Operation == TenantOperation.Server).Select(row => Targets.Accept("GET", "/db" + row.Path.Text.Replace("/{any}", "", StringComparison.Ordinal)).Row));

        GrammarTable.Rows.Except(seen).Select(row => row.Path.Text).Should().BeEmpty();
    }

    [Fact]
    public void Every_operation_of_the_contract_is_in_the_table_and_has_one_access()
    {
        var accesses = GrammarTable.Rows.GroupBy(row => row.Operation).ToDictionary(rows => rows.Key, rows => rows.Select(row => row.Access).Distinct().ToArray());

        accesses.Keys.Should().BeEquivalentTo(Enum.GetValues<TenantOperation>().Except([TenantOperation.None]));
        accesses.Values.Should().OnlyContain(access => access.Length == 1);
    }

    [Theory]
    [InlineData("/db")]
    [InlineData("/db/")]
    [InlineData("/db/?_nonce=1")]
    public void The_root_of_the_mount_is_for_anyone(string target)
    {
        var root = Targets.Accept("GET", target);

        root.Request.Operation.Should().Be(TenantOperation.Root);
        root.Request.Access.Should().Be(OperationAccess.Anyone);
        root.Invoking(one => one.CreateUpstreamTarget(Targets.Database)).Should().Throw<InvalidOperationException>();
    }

    [Fact]
    public void What_belongs_to_the_server_is_refused_with_all_that_follows_it()
    {
        foreach (var name in Server)
        {
            foreach (var method in new[] { "GET", "HEAD", "POST", "PUT", "DELETE", "COPY" })
            {
                var target = Targets.Accept(method, $"/db/{name}/any/_thing%2Felse?q=1");
                target.Request.Should().Match<TenantRequest>(request => request.Operation == TenantOperation.Server && request.Access == OperationAccess.Refused && request.Database == null);
            }
        }
    }

    [Fact]
    public void The_parts_of_a_request_are_found()
    {
        var view = Targets.Accept("GET", $"/db/{Targets.Tenant}/_partition/p/_design/a/_view/v?descending=true").Request;
        var attachment = Targets.Accept("PUT", $"/db/{Targets.Tenant}/a%2Fb/c/d?rev=1-a").Request;
        var local = Targets.Accept("GET", $"/db/{Targets.Tenant}/_local/x").Request;

        view.Should().BeEquivalentTo(new { Method = "GET", IsWrite = false, Partition = "p", DocumentId = "_design/a", IndexName = "v", Parameters = new[] { new RequestParameter("descending", "true") } });
        attachment.Should().BeEquivalentTo(new { Method = "PUT", IsWrite = true, DocumentId = "a/b", AttachmentName = "c/d" });
        local.DocumentId.Should().Be("_local/x");
    }

    [Fact]
    public void Nothing_of_a_request_is_in_its_text()
    {
        var target = Targets.Accept("GET", $"/db/{Targets.Tenant}/secret-id/secret-name?rev=1-secret");

        $"{target} {target.Request} {target.Request.Parameters[0]}".Should().Be("AttachmentRead AttachmentRead rev");
    }

    [Theory]
    [InlineData("copy", "copy", null, "copy")]
    [InlineData("a%2Fb?rev=3-0abc", "a/b", "3-0abc", "a%2Fb?rev=3-0abc")]
    [InlineData("%c3%a9%20!", "é !", null, "%C3%A9%20%21")]
    public void A_document_is_copied_within_its_database(string header, string id, string? revision, string upstream)
    {
        var target = Targets.Accept("COPY", $"/db/{Targets.Tenant}/doc?rev=1-a", ("Destination", header));

        target.Request.Should().Match<TenantRequest>(request => request.Operation == TenantOperation.DocumentCopy && request.CopyTarget == id && request.CopyTargetRevision == revision);
        target.Destination!.Write().Should().Be(upstream);
    }

    [Theory]
    [InlineData("_design/x")]
    [InlineData("_design%2Fx?rev=1-a")]
    public void A_copy_onto_a_design_document_is_a_write_of_a_design_document(string header)
    {
        var target = Targets.Accept("COPY", $"/db/{Targets.Tenant}/doc", ("Destination", header));

        target.Request.Operation.Should().Be(TenantOperation.DesignDocumentWrite);
        Targets.IsRefused(target).Should().BeTrue();
    }

    [Fact]
    public void A_mount_may_be_the_whole_server_or_deep()
    {
        var headers = new Microsoft.AspNetCore.Http.HeaderDictionary();

        new TargetParser("").Parse("GET", $"/{Targets.Tenant}/a%2Fb", headers).Target!.Request.DocumentId.Should().Be("a/b");
        new TargetParser("").Parse("GET", "/", headers).Target!.Request.Operation.Should().Be(TenantOperation.Root);
        new TargetParser("/api/db").Parse("GET", $"/api/db/{Targets.Tenant}/x", headers).Target!.Request.DocumentId.Should().Be("x");
    }

    [Theory]
    [InlineData("_users")]
    [InlineData("_replicator")]
    [InlineData("a..b/../c")]
    [InlineData("A")]
    [InlineData("1a")]
    [InlineData("")]
    public void Only_a_name_of_a_tenants_database_is_put_into_an_address(string database) =>
        Targets.Accept("GET", $"/db/{Targets.Tenant}").Invoking(target => target.CreateUpstreamTarget(database)).Should().Throw<ArgumentException>();

    [Theory]
    [InlineData("http://127.0.0.1:5984", "http://127.0.0.1:5984/t7%2Fmail%2Bx/a%2Fb%20c")]
    [InlineData("http://user:secret@couch.local/base/", "http://couch.local/base/t7%2Fmail%2Bx/a%2Fb%20c")]
    public void The_address_keeps_the_encoding_and_the_path_of_the_server(string server, string expected)
    {
        var address = Targets.Accept("GET", $"/db/{Targets.Tenant}/a%2fb%20c").CreateUpstreamUri(ParsedTarget.ServerOf(new Uri(server)), Targets.Database);

        address.AbsoluteUri.Should().Be(expected);
        address.PathAndQuery.Should().Be(expected[expected.IndexOf('/', "http://".Length)..]);
    }
}
