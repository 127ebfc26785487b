using Raindrop.Tenancy;
using Raindrop.Tenants.Tests.Stores;

namespace Raindrop.Tenants.Tests;

/// <summary>A second identity is linked by whoever has just proved both.</summary>
public sealed class LinkTests : IAsyncLifetime
{
    private readonly TenantSubject _present = TenantWorld.NewSubject();
    private readonly TenantSubject _added = TenantWorld.NewSubject();
    private TenantWorld _world = null!;
    private TenantInfo _tenant = null!;

    private ITenantDirectory Directory => _world.NewHost(hasKeys: false).Directory;

    public async ValueTask InitializeAsync()
    {
        _world = await TenantWorld.CreateAsync(TenantWorld.Embedded);
        _tenant = await Directory.CreateAsync(_present);
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task A_linked_identity_signs_in_to_the_same_tenant()
    {
        var linked = await Directory.LinkAsync(_tenant.Tenant, Proof(_present), Proof(_added));

        linked.Identities.Should().Be(2);
        (await Directory.CreateAsync(_added)).Should().Be(linked);
        (await Directory.LinkAsync(_tenant.Tenant, Proof(_added), Proof(_present))).Should().Be(linked, "it is linked once");
        (await Directory.LinkAsync(_tenant.Tenant, Proof(_present), Proof(_added))).Should().Be(linked);
    }

    [Fact]
    public async Task Deleting_the_tenant_frees_all_its_identities()
    {
        await Directory.LinkAsync(_tenant.Tenant, Proof(_present), Proof(_added));

        await Directory.DeleteAsync(_tenant.Tenant);

        (await Directory.FindAsync(_present)).Should().BeNull();
        (await Directory.FindAsync(_added)).Should().BeNull();
    }

    [Theory]
    [InlineData(-301, 0)]
    [InlineData(0, -301)]
    [InlineData(61, 0)]
    [InlineData(0, 61)]
    public async Task A_proof_that_is_old_or_from_the_future_counts_for_nothing(int presentAge, int addedAge)
    {
        (await FailureAsync(Proof(_present, presentAge), Proof(_added, addedAge))).Should().Be(TenantDirectoryFailure.ProofExpired);
        (await Directory.FindAsync(_added)).Should().BeNull();
    }

    [Fact]
    public async Task Proof_of_an_identity_of_somebody_else_links_nothing()
    {
        var stranger = TenantWorld.NewSubject();
        (await FailureAsync(Proof(stranger), Proof(_added))).Should().Be(TenantDirectoryFailure.ProofMismatch);
        await Directory.CreateAsync(stranger);
        (await FailureAsync(Proof(stranger), Proof(_added))).Should().Be(TenantDirectoryFailure.ProofMismatch);
        (await FailureAsync(Proof(_present), Proof(_present))).Should().Be(TenantDirectoryFailure.ProofMismatch, "one proof is not two");
        (await Directory.FindAsync(_added)).Should().BeNull();
    }

    [Fact]
    public async Task An_identity_of_another_tenant_is_not_taken_from_it()
    {
        var other = await Directory.CreateAsync(_added);

        (await FailureAsync(Proof(_present), Proof(_added))).Should().Be(TenantDirectoryFailure.IdentityTaken);

        (await Directory.FindAsync(_added))!.Tenant.Should().Be(other.Tenant);
        (await Directory.FindAsync(_tenant.Tenant))!.Identities.Should().Be(1);
    }

    [Fact]
    public async Task A_suspended_tenant_is_linked_to_nothing()
    {
        await Directory.SuspendAsync(_tenant.Tenant);
        (await FailureAsync(Proof(_present), Proof(_added))).Should().Be(TenantDirectoryFailure.NotActive);
    }

    [Fact]
    public async Task A_tenant_has_ten_identities_at_most()
    {
        for (var identity = 1; identity < 10; identity++) await Directory.LinkAsync(_tenant.Tenant, Proof(_present), Proof(TenantWorld.NewSubject()));
        (await FailureAsync(Proof(_present), Proof(_added))).Should().Be(TenantDirectoryFailure.TooManyIdentities);
    }

    private ProvenSubject Proof(TenantSubject subject, int seconds = 0) => new(subject, _world.Time.GetUtcNow().AddSeconds(seconds));

    private async Task<TenantDirectoryFailure> FailureAsync(ProvenSubject present, ProvenSubject added) =>
        (await FluentActions.Awaiting(async () => await Directory.LinkAsync(_tenant.Tenant, present, added)).Should().ThrowAsync<TenantDirectoryException>()).Which.Failure;
}
