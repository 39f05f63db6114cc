using System.ComponentModel.DataAnnotations.Schema;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace CdcToSnowflake.Hosting.Changes;

/// <summary>What a row's type asks for: the parameters of its constructor, and the settable properties beside them.</summary>
internal sealed class RowType
{
    /// <summary>Why handlers can't be trimmed.</summary>
    public const string ByReflection = "Rows of changes are made by reflection over the handler's row type.";

    private readonly ConstructorInvoker _constructor;

    [RequiresUnreferencedCode(ByReflection)]
    private RowType(Type type, ConstructorInfo constructor)
    {
        Type = type;
        _constructor = ConstructorInvoker.Create(constructor);
        var nullability = new NullabilityInfoContext();
        Parameters = [.. constructor.GetParameters().Select(parameter => Parameter(type, parameter, nullability))];
        Properties = [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.SetMethod is { IsPublic: true } && !property.IsDefined(typeof(NotMappedAttribute)) && property.GetIndexParameters().Length == 0)
            .Where(property => Parameters.All(parameter => parameter.Name != property.Name))
            .Select(property => Property(property, nullability))];
    }

    public Type Type { get; }

    /// <summary>The constructor's parameters, in order.</summary>
    public IReadOnlyList<RowMember> Parameters { get; }

    /// <summary>The properties to set after it.</summary>
    public IReadOnlyList<RowMember> Properties { get; }

    /// <exception cref="ArgumentException">It has no public constructor, or several and none without parameters.</exception>
    [RequiresUnreferencedCode(ByReflection)]
    public static RowType Of(Type type)
    {
        var constructors = type.GetConstructors();
        var chosen = constructors.Length == 1 ? constructors[0] : constructors.FirstOrDefault(constructor => constructor.GetParameters().Length == 0);
        return chosen is null || type.IsAbstract
            ? throw new ArgumentException($"{type} can't be a row: give it one public constructor, or one without parameters.")
            : new RowType(type, chosen);
    }

    /// <summary>The table that <c>[Table]</c> names, as <c>schema.table</c>; null for none.</summary>
    public static string? TableOf(Type type) => type.GetCustomAttribute<TableAttribute>() is { } table ? $"{table.Schema ?? "*"}.{table.Name}" : null;

    public object Make(Span<object?> parameters) => _constructor.Invoke(parameters);

    [RequiresUnreferencedCode(ByReflection)]
    private static RowMember Parameter(Type type, ParameterInfo parameter, NullabilityInfoContext nullability)
    {
        // A record's attributes on a parameter stay there unless they are aimed at the property.
        var name = parameter.Name!;
        var column = parameter.GetCustomAttribute<ColumnAttribute>() ?? type.GetProperty(name)?.GetCustomAttribute<ColumnAttribute>();
        var takesNull = TakesNull(parameter.ParameterType, nullability.Create(parameter).WriteState);
        return new RowMember(name, column?.Name, parameter.ParameterType, takesNull, takesNull || parameter.HasDefaultValue, parameter.HasDefaultValue ? parameter.DefaultValue : null, null);
    }

    private static RowMember Property(PropertyInfo property, NullabilityInfoContext nullability)
    {
        var takesNull = TakesNull(property.PropertyType, nullability.Create(property).WriteState);
        return new RowMember(
            property.Name, property.GetCustomAttribute<ColumnAttribute>()?.Name, property.PropertyType, takesNull, takesNull, null, MethodInvoker.Create(property.SetMethod!));
    }

    // A type without nullable annotations says nothing, so it takes NULL.
    private static bool TakesNull(Type type, NullabilityState state) =>
        type.IsValueType ? Nullable.GetUnderlyingType(type) is not null : state != NullabilityState.NotNull;
}
