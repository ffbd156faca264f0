#nullable enable
using System.Collections;
using System.Management.Automation;

namespace Simulation
{
    /// <summary>Objects as scripts see them.</summary>
    public static class Objects
    {
        /// <summary>An object of a type's name, with properties in their order.</summary>
        public static PSObject Make(string type, IDictionary properties)
        {
            var made = new PSObject();
            foreach (DictionaryEntry property in properties) made.Properties.Add(new PSNoteProperty(Values.TextOf(property.Key), property.Value), true);
            made.TypeNames.Insert(0, type);
            return made;
        }
    }
}
