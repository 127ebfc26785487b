using System.Runtime.CompilerServices;
using System.Text;

namespace Mailroom.Mail;

/// <summary>Makes the charsets of old mail known, such as <c>koi8-r</c> and <c>shift_jis</c>. MimeKit remembers what it once did not find, so this comes before everything else.</summary>
internal static class CodePages
{
#pragma warning disable CA2255 // This is an application: its module is loaded once, and nothing else may come first.
    [ModuleInitializer]
    internal static void Register() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
#pragma warning restore CA2255
}
