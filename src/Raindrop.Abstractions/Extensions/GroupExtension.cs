using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Raindrop.Extensions;

/// <summary>An extension whose input is a group of documents of a known type: fan-in.</summary>
/// <typeparam name="TMember">The type of the members' bodies.</typeparam>
/// <param name="definition">What the extension is and declares; its grouping is not <see cref="InputGrouping.None"/>.</param>
/// <param name="type">The source-generated metadata of the members' type.</param>
public abstract class GroupExtension<TMember>(ExtensionDefinition definition, JsonTypeInfo<TMember> type) : IExtension
{
    /// <inheritdoc/>
    public ExtensionDefinition Definition { get; } = definition;

    /// <summary>Runs one derivation.</summary>
    /// <param name="context">Emits and reads documents.</param>
    /// <param name="group">The group; empty for a whole schema.</param>
    /// <param name="members">The members in the order of their ids, streamed, at least one.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    protected abstract ValueTask DeriveAsync(IDerivationContext context, string group, IAsyncEnumerable<GroupMember<TMember>> members, CancellationToken cancellationToken);

    ValueTask IExtension.DeriveAsync(IDerivationContext context, DerivationInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        return DeriveAsync(context, input.Key, ReadMembersAsync(input, cancellationToken), cancellationToken);
    }

    private async IAsyncEnumerable<GroupMember<TMember>> ReadMembersAsync(DerivationInput input, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var member in input.Members.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            TMember body;
            try
            {
                body = member.Read(type);
            }
            catch (JsonException)
            {
                throw new DerivationException(DerivationFailure.InvalidInput, $"A member of the group does not have the shape of {typeof(TMember).Name}.");
            }

            yield return new GroupMember<TMember>(member, body);
        }
    }
}
