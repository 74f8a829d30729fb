"""Spanish vocabulary and sentences of the demo corpus."""

# ruff: noqa: E501 - tables: a row stays on one line where that reads better

from tokkyo.demo.phrasebook import Phrasebook

BOOK = Phrasebook(
    code="es",
    articles=True,
    terms=(
        "una batería de iones de litio; un módulo de batería; un cátodo; un ánodo; un separador; un electrolito;"
        "una carcasa de celda; una placa de refrigeración; fosfato de hierro y litio; grafito;"
        "una mayor densidad de energía; una vida útil más larga",
        "un vehículo aéreo no tripulado; un multicóptero; un rotor; un controlador de vuelo; un tren de aterrizaje;"
        "un compartimento de batería; un soporte de cámara; un sensor de obstáculos; fibra de carbono; plástico espumado;"
        "un tiempo de vuelo más largo; un aterrizaje más seguro",
        "un instrumento quirúrgico ultrasónico; un catéter; un mango; una guía de ondas; un efector final;"
        "un alambre guía; un globo; un transductor; aleación de titanio; caucho de silicona; un menor daño tisular;"
        "una coagulación más rápida",
        "un transistor de efecto de campo; una celda de memoria; un electrodo de puerta; una región de fuente;"
        "una región de drenaje; una capa de canal; una película aislante; un contacto vertical; carburo de silicio;"
        "óxido de hafnio; una menor corriente de fuga; una mayor velocidad de conmutación",
        "un anticuerpo monoclonal; un anticuerpo biespecífico; una cadena pesada; una cadena ligera; una región variable;"
        "un enlazador; un fragmento de unión al antígeno; un vector de expresión; albúmina sérica humana;"
        "polietilenglicol; una unión más fuerte al receptor; una semivida más larga",
        "una planta de soja; un recubrimiento de semillas; una semilla; un gen; un grano de polen; una hoja; una raíz;"
        "un promotor; quitosano; mineral de arcilla; una resistencia a la sequía; un mayor rendimiento",
        "un tejido; una prenda de compresión; un hilo de urdimbre; un hilo de trama; un recubrimiento; una costura;"
        "una banda elástica; una membrana; poliéster; lana merina; un mejor transporte de humedad;"
        "una mayor resistencia al desgarro",
        "un objetivo de cámara; un sistema óptico; un primer grupo de lentes; un diafragma de apertura;"
        "un sensor de imagen; un prisma; una red de difracción; un barril de objetivo; vidrio óptico; fluoruro de magnesio;"
        "una menor aberración; una longitud total más corta",
        "una estación base; un equipo terminal; una antena; un transmisor; un receptor; un canal de control;"
        "un amplificador; un procesador; sustrato cerámico; lámina de cobre; una menor latencia;"
        "una mayor velocidad de datos",
        "una red neuronal; un aparato de entrenamiento; una capa de entrada; una memoria; un codificador;"
        "un clasificador; un conjunto de datos; una función de pérdida; datos de entrenamiento; datos de sensores;"
        "una mayor precisión de reconocimiento; un menor tiempo de cálculo",
        "un módulo solar; un seguidor solar; una célula solar; una caja de conexiones; un marco;"
        "una cubierta de vidrio; un inversor; un tubo de torsión; perovskita; silicio cristalino; un mayor rendimiento;"
        "un menor coste de instalación",
        "una turbina eólica; una pala de rotor; una góndola; una torre; un rodamiento de paso; un generador;"
        "una multiplicadora; un buje; fibra de vidrio; resina epoxi; un menor ruido; una menor carga estructural",
        "un freno de disco; un freno electromecánico; una pinza de freno; una pastilla de freno; un pistón;"
        "un disco de freno; un muelle; un motor eléctrico; fundición gris; material de fricción sin cobre;"
        "una menor distancia de frenado; un menor desgaste",
        "un envase para alimentos; una caja plegable; una tapa; una bandeja; una película; una tira de apertura;"
        "un asa; una válvula; cartón ondulado; polipropileno; una conservación más larga; una reducción de residuos plásticos",
        "una máquina de café; una cápsula de bebida; una cámara de infusión; un depósito de agua; una bomba;"
        "un molinillo; un espumador de leche; un filtro; acero inoxidable; aluminio; un mejor aroma;"
        "un menor tiempo de calentamiento",
        "una lente de contacto; una montura de gafas; un cuerpo de lente; una zona óptica; una bisagra; una patilla;"
        "una plaqueta nasal; un recubrimiento; hidrogel de silicona; acetato de celulosa;"
        "una mayor permeabilidad al oxígeno; una mayor comodidad de uso",
        "una chapa de acero de alta resistencia; un tubo de acero; un planchón; una banda laminada;"
        "un recubrimiento de zinc; un horno de recocido; un cordón de soldadura; una boquilla de refrigeración;"
        "manganeso; cromo; una mayor resistencia a la tracción; una mejor resistencia a la corrosión",
        "un detergente líquido; una pastilla de detergente; un tensioactivo; una enzima; un agente blanqueador;"
        "una cápsula de perfume; un dispositivo dosificador; una película hidrosoluble; ácido cítrico;"
        "carbonato de sodio; una mejor eliminación de manchas; una menor temperatura de lavado",
        "un robot industrial; una pinza; un brazo robótico; una articulación; un engranaje; un sensor de fuerza;"
        "una unidad de control; una ventosa; aluminio; caucho; una mayor precisión de posicionamiento;"
        "un menor tiempo de ciclo",
        "un dispositivo de visualización; un panel táctil; un píxel; un elemento emisor de luz;"
        "un transistor de película fina; un filtro de color; un circuito de control; un vidrio protector;"
        "óxido de indio y estaño; puntos cuánticos; un mayor brillo; un menor consumo eléctrico",
        "un auricular; un altavoz; un micrófono; un diafragma; una bobina móvil; una almohadilla;"
        "un procesador de señal; un imán; neodimio; espuma; una mejor supresión del ruido; una voz más clara",
        "una planta de tratamiento de agua; un cartucho filtrante; una membrana; una bomba;"
        "un filtro de carbón activo; un tanque de sedimentación; una lámpara ultravioleta; un recipiente a presión;"
        "zeolita; poliamida; un menor consumo de energía; una eliminación de metales pesados",
        "una impresora tridimensional; un sistema de lecho de polvo; una plataforma de construcción; un láser;"
        "un depósito de polvo; un cabezal de impresión; una boquilla; un extendedor; polvo metálico; fotopolímero;"
        "una superficie más lisa; un menor tiempo de fabricación",
        "una cerradura electrónica; una manilla de puerta; un cilindro de cerradura; un cerrojo; una llave;"
        "un pestillo; un actuador; un módulo de radio; latón; zamak; una mejor protección contra robos; un manejo más sencillo",
    ),
    titles=(
        "{P} {t}",
        "{P} y procedimiento de fabricación",
        "{P} que comprende {a}",
        "Procedimiento de control que utiliza {p}",
        "{A} y {lb} para aplicación de tipo {lp}",
    ),
    openings=(
        "La invención se refiere a {p} {t}.",
        "La presente invención proporciona {p} que comprende {a}, {b} y {c}.",
        "Se propone {p}.",
    ),
    abstract=(
        "El dispositivo comprende {a}, {b} y {c}.",
        "Al menos una parte está hecha de {m}.",
        "Con ello se obtiene {e}.",
        "La distancia prevista es de {n} mm.",
        "En una realización se prevé {b} {t}.",
        "Un parámetro denominado {k} se mide de forma continua.",
        "El producto {x} está presente en una proporción del {w} % en peso.",
    ),
    claims=("{P} que comprende: {a} (10); {b} (20); y {c} (30), con al menos una parte hecha de {m}.",),
    dependents=(
        "{P} según la reivindicación {r}, que comprende además {b} {t}.",
        "{P} según la reivindicación {r}, donde también se prevé {c}.",
        "{P} según la reivindicación {r}, donde no se supera una dimensión de {n} mm.",
        "{P} según la reivindicación {r}, que comprende {x} como aditivo.",
    ),
    headings=("Campo técnico", "Antecedentes", "Descripción de la invención", "Dibujos", "Realización preferente"),
    paragraphs=(
        "La presente invención se refiere a {p} y, en particular, a una mejora {t}.",
        "En el estado de la técnica se conocen soluciones en las que se disponen por separado {a} y {b}.",
        "Estas soluciones tienen el inconveniente de que no permiten añadir {c} a bajo coste.",
        "El objeto de la invención es evitar estos inconvenientes y obtener {e}.",
        "La figura 1 muestra de forma esquemática {p}; la figura 2 muestra {a} en sección.",
        "En este ejemplo se utiliza {a} (10) de {m} con un espesor de {n} mm.",
        "Los ensayos realizados con la muestra {k} demostraron que se mantiene {e} tras {n} horas.",
        "Preferentemente se combina {b} (20) {t} con {c} (30) en un mismo soporte.",
        "El aditivo {x} ha dado buenos resultados a una concentración de {n} g/l.",
        "Naturalmente, las características de estos ejemplos se pueden combinar entre sí.",
    ),
    phrases=(
        "con regulación de temperatura",
        "con control electrónico",
        "con soporte ajustable",
        "con transmisión inalámbrica",
        "con protección contra sobrecargas",
        "con estructura multicapa",
        "con peso reducido",
        "con cierre rápido",
        "con autodiagnóstico",
        "con recirculación",
        "con doble sellado",
        "con presión variable",
        "con supervisión óptica",
        "con amortiguación de vibraciones",
    ),
    syllables=(
        "bra",
        "vel",
        "tri",
        "nor",
        "sol",
        "lan",
        "ver",
        "dis",
        "mar",
        "fon",
        "gue",
        "lis",
        "rio",
        "cen",
        "zal",
        "pir",
    ),
)
