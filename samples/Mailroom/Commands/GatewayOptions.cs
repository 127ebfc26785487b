using System.CommandLine;
using Mailroom.Credentials;
using Mailroom.Gateway;

namespace Mailroom.Commands;

/// <summary>The options that name a gateway.</summary>
internal sealed class GatewayOptions(IPasswordPrompt? prompt)
{
    private readonly Option<Uri?> _gateway = new("--gateway")
    {
        Description = "Work as a tenant through the gateway of this site, such as https://localhost:7443 of the MailroomWeb sample. The site's host derives; --watch and --bump are for it.",
        HelpName = "url",
        Recursive = true,
        CustomParser = result =>
        {
            if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var address) && address is { Scheme: "https", AbsolutePath: "/", UserInfo: "", Query: "" }) return address;
            result.AddError("--gateway needs the https address of a site, without a path: https://localhost:7443");
            return null;
        },
    };

    private readonly Option<string> _user = new("--gateway-user") { Description = "The name to sign in with there. The password is asked for each time, and not kept.", HelpName = "name", Recursive = true };

    private readonly Option<string> _authority = new("--gateway-ca") { Description = "Trust only the authorities, or the certificate, in this PEM file: for MailroomWeb, https.pem in its data folder.", HelpName = "file", Recursive = true };

    public void AddTo(RootCommand command, params Option[] ofHosts)
    {
        Option[] own = [_gateway, _user, _authority];
        foreach (var option in own) command.Options.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetResult(_gateway) is null) return;
            foreach (var option in ofHosts)
            {
                if (result.GetResult(option) is { Implicit: false }) result.AddError($"{option.Name} is for a host that derives: with --gateway, the site's host does.");
            }
        });
    }

    /// <summary>What was given; <see langword="null"/> without <c>--gateway</c>.</summary>
    public GatewaySettings? Read(ParseResult result)
    {
        if (result.GetValue(_gateway) is not { } address) return null;
        var user = result.GetValue(_user) ?? throw new ArgumentException("--gateway needs --gateway-user: the name to sign in with.");
        return new GatewaySettings(address, user, result.GetValue(_authority), prompt ?? new ConsolePrompt("Password at the gateway"));
    }
}
