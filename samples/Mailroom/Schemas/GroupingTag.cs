namespace Mailroom.Schemas;

/// <summary>Where a message belongs. Several extensions write it, each the fields that it knows; the most confident one wins field by field.</summary>
/// <param name="Tag"><c>notification</c>, <c>list</c>, <c>direct</c>, <c>group</c> or <c>undisclosed</c>.</param>
/// <param name="Title">For people.</param>
/// <param name="Service">Which service notifies.</param>
/// <param name="List">The id of the list.</param>
/// <param name="Recipients">To how many the message went.</param>
internal sealed record GroupingTag(string Tag, string Title, string? Service = null, string? List = null, int? Recipients = null);
