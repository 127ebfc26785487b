using System.Security.Cryptography;
using System.Text;
using Raindrop.Gateway.Identity;
using Raindrop.Tenancy;

namespace Raindrop.Benchmarks.Gateway;

/// <summary>Tokens that the constant upstream takes: as long as CouchDB's, and checked so that the gateway starts before it.</summary>
internal sealed class ConstantToken : IUpstreamTokenSigner
{
    public ValueTask<UpstreamToken> SignAsync(TenantId tenant, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(new UpstreamToken($"{new string('h', 48)}.{tenant}.{SignatureOf(tenant.Value)}", TimeProvider.System.GetUtcNow() + TimeSpan.FromHours(1)));

    /// <summary>Whose token it is; <see langword="null"/> for nobody's.</summary>
    public static string? Read(string? authorization) => authorization?.Split('.') is [_, var tenant, var signature] && signature == SignatureOf(tenant) ? tenant : null;

    private static string SignatureOf(string tenant) => Convert.ToHexStringLower(SHA512.HashData(Encoding.ASCII.GetBytes(tenant)));
}
