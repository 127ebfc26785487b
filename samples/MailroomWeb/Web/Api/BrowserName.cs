using Microsoft.AspNetCore.Http;

namespace MailroomWeb.Web.Api;

/// <summary>What a browser is called in the list of sessions: coarse, since it is stored.</summary>
internal static class BrowserName
{
    // The first that fits: most browsers also say that they are those below them.
    private static readonly (string Sign, string Name)[] Browsers = [("Firefox/", "Firefox"), ("Edg/", "Edge"), ("OPR/", "Opera"), ("Chrome/", "Chrome"), ("Safari/", "Safari"), ("Mailroom/", "The Mailroom program")];
    private static readonly (string Sign, string Name)[] Systems = [("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS X", "macOS"), ("Linux", "Linux")];

    public static string? Of(HttpContext context)
    {
        var agent = context.Request.Headers.UserAgent.ToString();
        var browser = Find(Browsers, agent);
        return browser is not null && Find(Systems, agent) is { } system ? $"{browser} on {system}" : browser;
    }

    private static string? Find((string Sign, string Name)[] all, string agent) => Array.Find(all, one => agent.Contains(one.Sign, StringComparison.Ordinal)).Name;
}
