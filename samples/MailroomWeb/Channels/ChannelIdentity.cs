using System.Security.Cryptography.X509Certificates;
using Mailroom.Hosting;
using MailroomWeb.Hosting;

namespace MailroomWeb.Channels;

/// <summary>One end of the channel between web and custodian: its own certificate, and that of the other end, which it knows by nothing else.</summary>
internal sealed class ChannelIdentity : IDisposable
{
    private const string OwnFile = "channel.pem";
    private const string PeerFile = "channel-peer.pem";

    /// <summary>They are compared whole, so what limits them is when they are made anew: delete both of <c>channel.pem</c>, and run <c>setup</c>.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(3650);

    private readonly X509Certificate2 _peer;

    private ChannelIdentity(X509Certificate2 own, X509Certificate2 peer) => (Certificate, _peer) = (own, peer);

    /// <summary>What this end shows, with its key.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>Gives both ends a certificate, and each the other's.</summary>
    public static void Introduce(DataFolder web, DataFolder custodian)
    {
        var (ofWeb, ofCustodian) = (ReadOrCreate(web, "Mailroom web"), ReadOrCreate(custodian, "Mailroom custodian"));
        Tell(web, ofCustodian);
        Tell(custodian, ofWeb);
    }

    /// <exception cref="SetupException">They were not introduced.</exception>
    public static ChannelIdentity Read(DataFolder data)
    {
        var pem = data.Require(OwnFile);
        return new ChannelIdentity(X509Certificate2.CreateFromPem(pem, pem), X509Certificate2.CreateFromPem(data.Require(PeerFile)));
    }

    /// <summary>Whether a certificate, whose key its holder has proved, is the other end's: byte for byte.</summary>
    public bool IsPeer(X509Certificate? shown) => shown is not null && _peer.RawDataMemory.Span.SequenceEqual(shown.GetRawCertData());

    public void Dispose()
    {
        Certificate.Dispose();
        _peer.Dispose();
    }

    private static string ReadOrCreate(DataFolder data, string name)
    {
        using var certificate = X509Certificate2.CreateFromPem(data.ReadOrCreate(OwnFile, () => SelfSigned.Create(name, Lifetime)));
        return certificate.ExportCertificatePem();
    }

    private static void Tell(DataFolder data, string peer)
    {
        if (data.ReadOrCreate(PeerFile, () => peer) == peer) return;
        File.Delete(data.PathOf(PeerFile));
        data.ReadOrCreate(PeerFile, () => peer);
    }
}
