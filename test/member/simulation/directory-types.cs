#nullable enable
using System;

// The classes of the module ActiveDirectory that scripts see: its errors, and its one enumeration.
namespace Microsoft.ActiveDirectory.Management
{
    public class ADException : Exception
    {
        public ADException(string message)
            : base(message)
        {
        }

        public int ErrorCode { get; set; }
    }

    public class ADServerDownException : ADException
    {
        public ADServerDownException(string message)
            : base(message)
        {
        }
    }

    public class ADIdentityResolutionException : ADException
    {
        public ADIdentityResolutionException(string message)
            : base(message)
        {
        }
    }

    public class ADIdentityNotFoundException : ADIdentityResolutionException
    {
        public ADIdentityNotFoundException(string message)
            : base(message)
        {
        }
    }

    public class ADIdentityAlreadyExistsException : ADException
    {
        public ADIdentityAlreadyExistsException(string message)
            : base(message)
        {
        }
    }

    public class ADFilterParsingException : ADException
    {
        public ADFilterParsingException(string message)
            : base(message)
        {
        }
    }

    [Flags]
    public enum ADKerberosEncryptionType
    {
        None = 0,
        DES = 3,
        RC4 = 4,
        AES128 = 8,
        AES256 = 16,
    }
}
