// Words by which `names.ts` judges a name. Each table is one text, split once.

const set = (words: string): ReadonlySet<string> => new Set(words.split(' '));

/** A name ending in one of these names a secret, whatever stands before. */
export const STRONG_HEADS = set(
  'password passwd pwd passwort passphrase passcode kennwort wachtwoord senha contrasena contraseña lösenord ' +
    'adgangskode hasło secret pfx apikey',
);

/** A name ending in one of these may name a secret; the value has to look like one. */
export const WEAK_HEADS = set(
  'token key code sig sas pass pat pin credential credentials cred creds auth authorization cookie secrets passwords ' +
    'jwt bearer psw pw clave apikeys authentication',
);

/** Words that make `... key` the name of a secret. */
export const SECRET_KEYS = set(
  'api access account subscription secret private function functions host master shared signing encryption storage ' +
    'admin auth app application service signature sas',
);

/** Words that make `... key` the name of something else. */
export const OTHER_KEYS = set(
  'primary foreign public partition row sort object cache tab record lookup alternate alternative composite unique ' +
    'natural business map group grouping dictionary dict index entity item resource translation localization localized ' +
    'label column field property parent child issue project hot short quick registry shift enter arrow answer ' +
    'idempotency dedup deduplication correlation tracking routing route event state menu data user product order json ' +
    'xml attribute config setting settings sequence hash filter join reference process task team space board page node ' +
    'distinct instrumentation selection logical row list table surrogate match merge duplicate compare parameter message ' +
    'article contact customer case region language locale component solution file folder blob document site web query ' +
    'change conversation thread video image photo attachment upload thumbnail icon preview cover avatar checksum digest ' +
    'fingerprint etag version trace span request job batch run calendar view question response choice option archive s3 ' +
    'invoice employee person department asset equipment material dimension fact date bank posting currency country tax ' +
    'unit wbs cost center plant position activity',
);

/** Words that make `... token` the name of a secret. */
export const SECRET_TOKENS = set(
  'access refresh auth api bearer security id sas session oauth oauth2 jwt bot personal saml bearer device graph ' +
    'authentication authorization login secret',
);

/** Words that make `... token` the name of something else. */
export const OTHER_TOKENS = set(
  'continuation next nextpage page paging skip sync delta lock cancellation cancel change replacement concurrency ' +
    'verification upload design template max completion prompt total input output remaining used tracking history resume ' +
    'correlation watermark stop key count text sentence word start end last first placeholder public csrf antiforgery ' +
    'xsrf string path search etag version row validation cursor offset retry poll marker special cached reasoning color ' +
    'spacing',
);

/** `... code` names a secret only after one of these (or alone). */
export const SECRET_CODES = set('function functions access auth authorization secret host pass');

/** Words that a credential word may be glued to without any separator: `dbpassword`, `clientsecret`. */
export const GLUED_STRONG = [
  'password',
  'passwd',
  'clientsecret',
  'appsecret',
  'apisecret',
  'consumersecret',
  'sharedsecret',
  'webhooksecret',
  'usersecret',
  'secretkey',
  'apikey',
  'connectionstring',
  'connstring',
  'accesstoken',
  'refreshtoken',
  'bearertoken',
  'authtoken',
  'apitoken',
  'sastoken',
  'idtoken',
  'privatekey',
  'accesskey',
  'accountkey',
  'subscriptionkey',
  'functionkey',
  'functionskey',
  'storagekey',
  'encryptionkey',
  'signingkey',
  'masterkey',
  'hostkey',
  'adminkey',
  'authkey',
] as const;

/** Glued names that are weak: `speechkey`, `aikey`, `appkey`. */
export const GLUED_WEAK =
  /^(?:azure)?(?:open)?(?:ai|app|speech|search|translator|vision|maps|bing|cosmos|face|language|sendgrid|twilio|gpt)key$/;

/** Last words that say: about a secret, not the secret. Also plural nouns of counting, flags, places. */
export const OTHER_HEADS = set(
  'url uri urls uris endpoint endpoints link href host hostname domain path address name names id ids guid identifier ' +
    'type types kind expiry expires expiration expired expire expirydate expirationdate date time datetime timestamp ' +
    'lifetime ttl age duration days hours minutes seconds policy hint length size count number no max min limit column ' +
    'field fields attribute table label title description desc format version vault location reset icon status state ' +
    'valid validity required enabled disabled exists exist changed updated created modified owner user username email ' +
    'mail reference references ref refs thumbprint fingerprint issuer audience scope scopes algorithm alg usage rotation ' +
    'rotated message error errors prefix suffix index position list array object schema template placeholder mode method ' +
    'methods provider store source section question flow flows check screen form button app manager generator ' +
    'protection protected word words page response result results request body permission permissions role roles ' +
    'group admin region info information details metadata properties settings config configuration group level ' +
    'environment env feature option options budget length cost costs credits handler selector picker charset chars ' +
    'characters alphabet pattern regex rule rules strength',
);

/** First words of a flag or a count: `hasPassword`, `useToken`, `maxTokens`. */
export const FLAG_STARTS = set(
  'has have is are was use uses using require requires required show hide enable enabled disable allow forgot include ' +
    'includes needs need should can count num must skip with without no not if check when validate expired invalid missing ' +
    'verify',
);

/** First words that change nothing: verbs of steps, kinds of things. */
export const NEUTRAL_STARTS = set(
  'get set read fetch retrieve compose initialize init variable var v in str txt my the a current new old define ' +
    'store save x azure env parameter param global local',
);

/** Last words that change nothing: `passwordValue`, `API key (prod)`. */
export const NEUTRAL_ENDS = set(
  'value values text input default current old new prod production dev development test tst uat qa staging stage live ' +
    'sandbox primary secondary header param parameter variable var env plain raw encoded base64 decoded encrypted v1 v2 ' +
    'str string output encrypted demo main temp tmp copy',
);

/** Prepositions after which the rest only says what for: `Password for portal`. */
export const PREPOSITIONS = set('for of from in on by at to');
