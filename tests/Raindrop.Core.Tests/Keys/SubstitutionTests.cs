using Raindrop.Core.Tests.Keys.World;
using Raindrop.Keys;
using Raindrop.Keys.Stored;
using Raindrop.Tenancy;

namespace Raindrop.Core.Tests.Keys;

/// <summary>Whoever can write the key database tries to have keys used that they know, or another tenant's. What they can do is put an older document back; see the docs.</summary>
public sealed class SubstitutionTests : IDisposable
{
    private readonly KeyWorld _world = new();

    private TenantId Tenant => _world.Tenant;

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task A_key_that_an_attacker_wrapped_is_refused()
    {
        var attacker = new MemoryKeyProvider();
        var theirs = await new KeyWrapping(attacker, _world.Time).CreateAsync(id => KeyContext.OfTenant(Tenant, id, Raindrop.Sealing.SealedRecord.SuiteName), CancellationToken.None);
        await _world.NewHost().Store.CreateAsync(Tenant);
        _world.Plant(Tenant, TenantKeyJson.Write(new TenantKeyDocument { Tenant = Tenant, Keys = [theirs] }));

        await RefusedAsync();
    }

    [Fact]
    public async Task Another_tenant_s_key_is_refused_whole_or_in_part()
    {
        var other = TenantId.New();
        await _world.NewHost().Store.CreateAsync(Tenant);
        await _world.NewHost().Store.CreateAsync(other);
        var mine = Parse(Tenant);
        var theirs = Parse(other);
        foreach (var entry in new[]
        {
            theirs.Current,
            theirs.Current with { Id = mine.Current.Id },
            mine.Current with { Wrapped = theirs.Current.Wrapped },
            mine.Current with { Wrapped = theirs.Current.Wrapped, Commitment = theirs.Current.Commitment },
            mine.Current with { Commitment = theirs.Current.Commitment },
            mine.Current with { Id = theirs.Current.Id },
        })
        {
            _world.Plant(Tenant, TenantKeyJson.Write(mine with { Keys = [entry] }));
            await RefusedAsync();
        }
    }

    [Fact]
    public async Task One_key_of_a_tenant_is_refused_in_the_other_s_place()
    {
        var host = _world.NewHost();
        await host.Store.CreateAsync(Tenant);
        var first = Parse(Tenant).Current;
        await _world.RunAsync(host.Store.RotateAsync(Tenant));
        var second = Parse(Tenant).Current;
        _world.Plant(Tenant, TenantKeyJson.Write(Parse(Tenant) with { Keys = [second with { Wrapped = first.Wrapped }] }));

        await RefusedAsync();
    }

    [Fact]
    public async Task A_provider_that_unwraps_to_another_key_is_not_believed()
    {
        await _world.NewHost().Store.CreateAsync(Tenant);
        var host = _world.NewHost(provider: new TwoFacedProvider());
        var use = async () => await host.Keys.GetCurrentAsync(Tenant, KeyPurpose.Credentials);

        await use.Should().ThrowAsync<KeyRefusedException>("the commitment binds the key whatever the wrapping does");
    }

    [Fact]
    public async Task A_refused_key_says_what_to_do_and_a_restore_mends_it()
    {
        await _world.Notes.WriteAsync(_world.NewHost().Keys, Tenant, "note", "text");
        using var backup = new MemoryStream();
        await _world.NewHost().Store.BackUpAsync(backup);
        _world.Plant(Tenant, TenantKeyJson.Write(Parse(Tenant) with { Keys = [Parse(Tenant).Current with { Wrapped = new WrappedKey("kek1", new byte[98]) }] }));
        var use = async () => await _world.NewHost().Keys.GetCurrentAsync(Tenant, KeyPurpose.Credentials);
        (await use.Should().ThrowAsync<KeyRefusedException>()).WithMessage("*restore the key store*");

        await _world.NewHost().Store.RestoreAsync(backup);

        (await _world.Notes.ReadAsync(_world.NewHost().Keys, Tenant, "note")).Should().Be("text");
    }

    [Fact]
    public async Task An_older_document_put_back_is_believed_which_the_docs_say_but_opens_no_key_that_the_provider_lost()
    {
        var host = _world.NewHost();
        await host.Store.CreateAsync(Tenant);
        var old = _world.Raw(Tenant).Content;
        await host.Store.SuspendAsync(Tenant);
        _world.Plant(Tenant, old);
        (await host.Keys.GetCurrentAsync(Tenant, KeyPurpose.Credentials)).Dispose();

        _world.Provider.Add("kek2");
        _world.Provider.Current = "kek2";
        await host.Store.RewrapAsync();
        _world.Provider.Remove("kek1");
        _world.Plant(Tenant, old);

        await RefusedAsync();
    }

    private async Task RefusedAsync()
    {
        var host = _world.NewHost();
        var current = Parse(Tenant).Current;
        foreach (var use in new Func<Task>[]
        {
            async () => await host.Keys.GetCurrentAsync(Tenant, KeyPurpose.Credentials),
            async () => await host.Keys.FindAsync(Tenant, current.Id, KeyPurpose.Credentials),
        })
            await use.Should().ThrowAsync<KeyRefusedException>();
    }

    private TenantKeyDocument Parse(TenantId tenant) => TenantKeyJson.TryParse(tenant, _world.Raw(tenant).Content)!;

    private sealed class TwoFacedProvider : IKeyProvider
    {
        public ValueTask<WrappedKey> WrapAsync(Raindrop.Credentials.Secret key, KeyContext context, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public ValueTask<Raindrop.Credentials.Secret> UnwrapAsync(WrappedKey wrapped, KeyContext context, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(Raindrop.Credentials.Secret.Random(32));
    }
}
