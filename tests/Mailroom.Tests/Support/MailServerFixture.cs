using Raindrop.TestServers.Mail;

namespace Mailroom.Tests.Support;

/// <summary>A dovecot that the tests of a collection share, each with users of its own.</summary>
public sealed class MailServerFixture : IAsyncLifetime
{
    public DovecotServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await DovecotServer.CreateAsync();

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}

[CollectionDefinition(Name)]
public sealed class MailServerTests : ICollectionFixture<MailServerFixture>
{
    public const string Name = "mail server";
}
