using Raindrop.Extensions;

namespace Mailroom.Extensions;

/// <summary>The extensions of the sample.</summary>
internal static class MailExtensions
{
    /// <summary>All of them, the versions of some raised.</summary>
    /// <param name="bumps">By how much, by extension id.</param>
    public static IReadOnlyList<IExtension> All(IReadOnlyDictionary<string, int>? bumps = null) =>
        [.. Create().Select(extension => bumps?.GetValueOrDefault(extension.Definition.Id) is > 0 and var by ? new BumpedExtension(extension, by) : extension)];

    private static IExtension[] Create() =>
    [
        new EmailExtension(), new BodyExtension(), new AttachmentsExtension(),
        new QuotedExtension(), new LinksExtension(),
        new MailingListExtension(), new NotificationGroupingExtension(), new ListGroupingExtension(), new RecipientGroupingExtension(),
        new ReferencesExtension(), new ThreadLinkExtension(), new ThreadExtension(), new ConversationExtension(), new InboxExtension(),
    ];
}
