using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Yarp.ReverseProxy.Forwarder;

namespace Raindrop.Gateway.Forwarding;

/// <summary>YARP's forwarder without its logs, which hold the address of every request, and so names of databases and ids of documents.</summary>
internal sealed class BareForwarder : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection()
        .AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance)
        .AddSingleton(typeof(ILogger<>), typeof(Logger<>))
        .AddHttpForwarder()
        .BuildServiceProvider();

    public BareForwarder() => Forwarder = _services.GetRequiredService<IHttpForwarder>();

    public IHttpForwarder Forwarder { get; }

    public void Dispose() => _services.Dispose();
}
