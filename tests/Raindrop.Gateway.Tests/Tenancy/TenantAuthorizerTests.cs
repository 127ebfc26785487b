using Microsoft.Extensions.DependencyInjection;
using Raindrop.Gateway.Tests.Grammar;
using Raindrop.Tenancy;

namespace Raindrop.Gateway.Tests.Tenancy;

public sealed class TenantAuthorizerTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TenantId Own = TenantId.New();
    private static readonly TenantAuthorizer Authorizer = new([]);
    private static readonly TenantPrincipal Owner = Principal();

    [Fact]
    public void A_tenant_has_all_of_its_own_database()
    {
        foreach (var one in GrammarCase.All.Where(one => one.Upstream is not null))
            Decide(one.Method, one.Path.Replace(Targets.Tenant, Own.Value, StringComparison.Ordinal)).Should().Be(TenantDecision.Allow, "{0}", one);
    }

    [Fact]
    public void What_a_member_must_not_do_is_refused()
    {
        foreach (var one in GrammarCase.All.Where(one => one.Upstream is null))
            Decide(one.Method, one.Path.Replace(Targets.Tenant, Own.Value, StringComparison.Ordinal)).Reason.Should().Be(DecisionReason.OperationRefused, "{0}", one);
        Decide("GET", "/db/_all_dbs").Reason.Should().Be(DecisionReason.OperationRefused);
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("favicon.ico")]
    public void Another_database_and_one_that_does_not_exist_are_the_same(string database)
    {
        foreach (var one in GrammarCase.All)
            Decide(one.Method, one.Path.Replace(Targets.Tenant, database, StringComparison.Ordinal)).Should().Be(TenantDecision.Deny(DecisionReason.ForeignDatabase), "{0}", one);
    }

    [Fact]
    public void The_id_in_other_letters_is_another_database() => Decide("GET", $"/db/{Own.Value.ToUpperInvariant()}").Reason.Should().Be(DecisionReason.ForeignDatabase);

    [Fact]
    public void Nobody_and_who_is_no_longer_believed_are_asked_to_sign_in()
    {
        var request = Request("GET", $"/db/{Own}");

        var nobody = Authorizer.Authorize(null, request, Now);
        var late = Authorizer.Authorize(Owner, request, Owner.ExpiresAt);

        nobody.Should().Match<TenantDecision>(decision => !decision.IsAllowed && decision.AsksForSignIn && decision.Reason == DecisionReason.NoPrincipal);
        late.Should().Match<TenantDecision>(decision => !decision.IsAllowed && decision.AsksForSignIn && decision.Reason == DecisionReason.PrincipalExpired);
        Authorizer.Authorize(Owner, request, Owner.ExpiresAt.AddTicks(-1)).IsAllowed.Should().BeTrue();
    }

    [Fact]
    public void A_suspended_tenant_has_nothing()
    {
        var decision = Authorizer.Authorize(Principal(TenantState.Suspended), Request("GET", $"/db/{Own}"), Now);

        decision.Should().Match<TenantDecision>(one => !one.IsAllowed && !one.AsksForSignIn && one.Reason == DecisionReason.TenantSuspended);
    }

    [Fact]
    public void The_root_is_for_anyone() => Authorizer.Authorize(null, Request("GET", "/db"), Now).IsAllowed.Should().BeTrue();

    [Fact]
    public void Nothing_is_allowed_by_default()
    {
        default(TenantDecision).IsAllowed.Should().BeFalse();
        default(TenantDecision).Reason.Should().Be(DecisionReason.Undecided);
        Authorizer.Authorize(Owner, new TenantRequest { Operation = TenantOperation.DocumentRead, Method = "GET", Database = Own.Value }, Now).IsAllowed.Should().BeFalse();
        Authorizer.Authorize(Owner, new TenantRequest { Operation = TenantOperation.DocumentRead, Method = "GET", Access = OperationAccess.Tenant }, Now).IsAllowed.Should().BeFalse();
        FluentActions.Invoking(() => TenantDecision.Deny(DecisionReason.Allowed)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new TenantPrincipal(new TenantSubject("i", "s"), default, TenantState.Active, Now)).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Policies_take_away_in_order_before_and_after_the_rule_of_ownership()
    {
        var asked = new List<string>();
        var authorizer = new TenantAuthorizer([new Policy("late", 5, asked), new Policy("first", -2, asked), new Policy("after", 0, asked), new Policy("second", -1, asked)]);

        authorizer.Authorize(Owner, Request("GET", $"/db/{Own}"), Now).IsAllowed.Should().BeTrue();
        asked.Should().Equal("first", "second", "after", "late");

        asked.Clear();
        authorizer.Authorize(Owner, Request("GET", "/db/other"), Now).Reason.Should().Be(DecisionReason.ForeignDatabase);
        asked.Should().Equal("first", "second");

        asked.Clear();
        authorizer.Authorize(null, Request("GET", $"/db/{Own}"), Now).Reason.Should().Be(DecisionReason.NoPrincipal);
        asked.Should().BeEmpty();
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    public void A_policy_that_says_no_is_named_in_the_decision(int order)
    {
        var authorizer = new TenantAuthorizer([new Policy("maintenance", order, []) { Says = false }]);

        var decision = authorizer.Authorize(Owner, Request("PUT", $"/db/{Own}/doc"), Now);

        decision.Should().Be(TenantDecision.DenyBy(new Policy("maintenance", 0, [])));
        decision.ToString().Should().Be("HostPolicy: maintenance");
    }

    [Fact]
    public void A_decision_allocates_nothing()
    {
        var authorizer = new TenantAuthorizer([new Policy("a", -1, null), new Policy("b", 0, null)]);
        var requests = GrammarCase.All.SelectMany(one => new[] { Request(one.Method, one.Path), Request(one.Method, one.Path.Replace(Targets.Tenant, Own.Value, StringComparison.Ordinal)) }).ToArray();
        TenantPrincipal?[] principals = [Owner, null, Principal(TenantState.Suspended)];
        long DecideAll()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            foreach (var principal in principals)
            {
                foreach (var request in requests) authorizer.Authorize(principal, request, Now);
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        DecideAll();

        DecideAll().Should().Be(0);
    }

    [Fact]
    public void The_text_of_a_principal_and_of_an_identity_says_nothing_of_the_user()
    {
        Owner.ToString().Should().Be(Own.Value);
        Owner.Subject.ToString().Should().Be("TenantSubject");
        Owner.Subject.Should().Be(new TenantSubject("https://issuer.example", "user-1")).And.NotBe(new TenantSubject("https://issuer.example", "User-1"));
    }

    [Fact]
    public void The_host_registers_the_authorizer_and_its_policies()
    {
        using var provider = new ServiceCollection().AddTenantPolicy<ReadOnly>().AddTenantPolicy<ReadOnly>().AddTenantAuthorizer().AddTenantAuthorizer().BuildServiceProvider();

        var authorizer = provider.GetRequiredService<ITenantAuthorizer>();

        authorizer.Authorize(Owner, Request("PUT", $"/db/{Own}/doc"), Now).Policy.Should().Be("read-only");
        authorizer.Authorize(Owner, Request("POST", $"/db/{Own}/_find"), Now).IsAllowed.Should().BeTrue();
        provider.GetServices<ITenantPolicy>().Should().ContainSingle();
    }

    private static TenantPrincipal Principal(TenantState state = TenantState.Active) => new(new TenantSubject("https://issuer.example", "user-1"), Own, state, Now.AddMinutes(5));

    private static TenantRequest Request(string method, string target) => Targets.Accept(method, target).Request;

    private static TenantDecision Decide(string method, string target) => Authorizer.Authorize(Owner, Request(method, target), Now);

    private sealed class Policy(string name, int order, List<string>? asked) : ITenantPolicy
    {
        public bool Says { get; init; } = true;

        public string Name => name;

        public int Order => order;

        public bool Permits(TenantPrincipal principal, TenantRequest request, DateTimeOffset now)
        {
            asked?.Add(name);
            return Says;
        }
    }

    private sealed class ReadOnly : ITenantPolicy
    {
        public string Name => "read-only";

        public bool Permits(TenantPrincipal principal, TenantRequest request, DateTimeOffset now) => !request.IsWrite;
    }
}
