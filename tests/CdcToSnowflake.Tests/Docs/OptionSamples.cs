using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using CdcToSnowflake.Storage;

namespace CdcToSnowflake.Tests.Docs;

/// <summary>Makes settings that are as they are if nobody sets them, but for what must be set.</summary>
internal static class OptionSamples
{
    public static object Make(Type type)
    {
        var constructor = type.GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
            .Where(made => made.GetParameters() is not [var only] || only.ParameterType != type).MinBy(made => made.GetParameters().Length)!;
        var made = constructor.Invoke([.. constructor.GetParameters().Select(parameter => parameter.HasDefaultValue ? parameter.DefaultValue : Of(parameter.ParameterType))]);
        foreach (var property in OptionTypes.Properties(type).Where(property => property.IsDefined(typeof(RequiredMemberAttribute))))
        {
            property.SetValue(made, Of(property.PropertyType));
        }

        return made;
    }

    private static object? Of(Type type)
    {
        if (OptionTypes.Element(type) is { } element && OptionTypes.Dictionary(type) is null)
        {
            var one = Array.CreateInstance(element, 1);
            one.SetValue(Of(element), 0);
            return one;
        }

        return type == typeof(string) ? "something"
            : type == typeof(Uri) ? new Uri("https://host/path")
            : type == typeof(Type) ? typeof(OptionSamples)
            : type.IsEnum ? Enum.GetValues(type).GetValue(0)
            : type.IsPrimitive || type == typeof(decimal) ? Convert.ChangeType(1, type, CultureInfo.InvariantCulture)
            : type == typeof(S3StoreOptions) ? new S3StoreOptions { Bucket = "cdc", Region = "eu-central-1" }
            : OptionTypes.IsNested(type) ? Make(type)
            : null;
    }

    /// <summary>Sets a setting; what is said of a list holds for what it has.</summary>
    public static void Set(object options, PropertyInfo property, object value)
    {
        if (OptionTypes.Element(property.PropertyType) is { } element)
        {
            var one = Array.CreateInstance(element, 1);
            one.SetValue(value, 0);
            value = one;
        }

        property.SetValue(options, value);
    }

    public static bool IsEmpty(object value) => value is string { Length: 0 } || (value is IEnumerable all and not string && !all.Cast<object>().Any());
}
