using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace CdcToSnowflake.Sql.Rendering;

/// <summary>Reads one property of objects of one class. Through a delegate, not a <see cref="MethodInvoker"/>, which compiles a stub for each property and boxes each truth anew.</summary>
internal abstract class MemberReader
{
    private static readonly MethodInfo Maker = typeof(MemberReader).GetMethod(nameof(Make), BindingFlags.NonPublic | BindingFlags.Static)!;

    [RequiresUnreferencedCode(TemplateMembers.ByReflection)]
    [RequiresDynamicCode(TemplateMembers.ByReflection)]
    public static MemberReader Of(PropertyInfo property) =>
        (MemberReader)Maker.MakeGenericMethod(property.DeclaringType!, property.PropertyType).Invoke(null, [property.GetMethod])!;

    public abstract object? Read(object owner);

    private static Typed<TOwner, TValue> Make<TOwner, TValue>(MethodInfo getter)
        where TOwner : class => new(getter.CreateDelegate<Func<TOwner, TValue>>());

    private sealed class Typed<TOwner, TValue>(Func<TOwner, TValue> getter) : MemberReader
        where TOwner : class
    {
        public override object? Read(object owner) => getter((TOwner)owner) is var value && value is bool truth ? Truth.Of(truth) : value;
    }
}
